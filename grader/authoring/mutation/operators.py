"""The changes: each operator takes a node of a right answer and gives what may stand in its place, one change at a time.

They are those of mutation testing (arithmetic, comparisons, constants, statements) and those that learners make with tensors:
another axis, a lost keepdim or detach, a range or a slice off by one, a loop that ends too early, in place of out of place.
"""

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy

Operator = Callable[[ast.AST], Iterator[ast.AST | None]]  # None: the statement goes
OPERATORS: dict[str, Operator] = {}

ARITHMETIC: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,), ast.Mod: (ast.FloorDiv,), ast.MatMult: (ast.Mult,),
}  # fmt: skip
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt,), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
}  # fmt: skip
OTHER_NAMES = {  # what is easily taken for what
    "mean": "sum", "sum": "mean", "max": "min", "min": "max", "amax": "amin", "amin": "amax", "argmax": "argmin",
    "argmin": "argmax", "abs": "square", "square": "abs", "sqrt": "square", "exp": "log", "log": "exp", "sigmoid": "tanh",
    "zeros": "ones", "ones": "zeros", "zeros_like": "ones_like", "ones_like": "zeros_like", "randn": "rand", "rand": "randn",
    "randperm": "arange", "train": "eval", "eval": "train", "stack": "cat", "cat": "stack", "vstack": "hstack",
    "softmax": "log_softmax", "log_softmax": "softmax", "l1_loss": "mse_loss", "mse_loss": "l1_loss", "append": "extend",
}  # fmt: skip
IN_PLACE = ("abs", "sigmoid", "exp", "sub", "add", "mul", "div", "relu", "clamp", "sqrt", "log", "square", "pow", "masked_fill")
FEW = 5  # steps after which a loop ends that ends too early


def operator(function: Operator) -> Operator:
    """Register an operator under its name."""
    OPERATORS[function.__name__] = function
    return function


@operator
def arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        for other in ARITHMETIC.get(type(node.op), ()):
            yield _with(node, op=other())


@operator
def operand(node: ast.AST) -> Iterator[ast.AST]:
    """One side alone, or the other way round where that makes a difference."""
    if isinstance(node, ast.BinOp):
        yield node.left
        yield node.right
        if isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.FloorDiv)):
            yield _with(node, left=node.right, right=node.left)


@operator
def comparison(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARISONS.get(type(node.ops[0]), ()):
            yield _with(node, ops=[other()])


@operator
def sign(node: ast.AST) -> Iterator[ast.AST]:
    """A minus, a not or a ~ that is missing."""
    if isinstance(node, ast.UnaryOp) and not (isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant)):
        yield node.operand


@operator
def constant(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        if node.value:
            yield ast.Constant(node.value - 1)
    elif isinstance(node.value, float):
        yield ast.Constant(node.value * 2 if node.value else 1.0)


@operator
def argument(node: ast.AST) -> Iterator[ast.AST]:
    """An argument that is left out, or two that are swapped."""
    if not isinstance(node, ast.Call):
        return
    for number in range(len(node.args)):
        yield _with(node, args=node.args[:number] + node.args[number + 1 :])
    for number in range(len(node.keywords)):
        yield _with(node, keywords=node.keywords[:number] + node.keywords[number + 1 :])
    if len(node.args) > 1:
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])


@operator
def call(node: ast.AST) -> Iterator[ast.AST]:
    """A method or a function that is not called, or another one of the same kind that is."""
    if not isinstance(node, ast.Call):
        return
    function = node.func
    if isinstance(function, ast.Attribute):
        if not isinstance(function.value, ast.Name) or function.value.id not in ("torch", "nn", "np", "F"):
            yield function.value
        elif len(node.args) >= 1:
            yield node.args[0]
        if function.attr in OTHER_NAMES:
            yield _with(node, func=_with(function, attr=OTHER_NAMES[function.attr]))
        if function.attr in IN_PLACE and isinstance(function.value, ast.Name) and function.value.id not in ("torch", "np", "F"):
            yield _with(node, func=_with(function, attr=function.attr + "_"))
    elif isinstance(function, ast.Name):
        if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], (ast.GeneratorExp, ast.Starred)):
            yield node.args[0]
        if function.id in OTHER_NAMES:
            yield _with(node, func=ast.Name(OTHER_NAMES[function.id], ast.Load()))
        if function.id == "range" and len(node.args) == 1:
            yield _with(node, args=[ast.BinOp(node.args[0], ast.Sub(), ast.Constant(1))])
            yield _with(node, args=[ast.Constant(1), node.args[0]])


@operator
def axes(node: ast.AST) -> Iterator[ast.AST]:
    """One of several axes alone."""
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(_is_number(each) for each in node.elts):
        yield from node.elts


@operator
def cut(node: ast.AST) -> Iterator[ast.AST]:
    """A slice that is one too short, at one of its ends."""
    if isinstance(node, ast.Slice):
        one = ast.Constant(1)
        yield _with(node, lower=ast.BinOp(node.lower, ast.Add(), one) if node.lower else one)
        yield _with(node, upper=ast.BinOp(node.upper, ast.Sub(), one) if node.upper else ast.UnaryOp(ast.USub(), one))


@operator
def loop(node: ast.AST) -> Iterator[ast.AST]:
    """A loop that ends after its first step, after a few, or before the last."""
    if isinstance(node, ast.For):
        yield _with(node, body=[*node.body, ast.Break()])
        listed = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
        for limit in (ast.Constant(FEW), ast.UnaryOp(ast.USub(), ast.Constant(1))):
            yield _with(node, iter=ast.Subscript(listed, ast.Slice(upper=limit), ast.Load()))


@operator
def branch(node: ast.AST) -> Iterator[ast.AST]:
    """One side of a choice, whatever the condition says."""
    if isinstance(node, (ast.If, ast.IfExp)):
        yield _with(node, test=ast.Constant(True))
        yield _with(node, test=ast.Constant(False))


@operator
def result(node: ast.AST) -> Iterator[ast.AST]:
    """A result that is not returned, or cut off from its gradient, or a plain number."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield ast.Expr(node.value)
        if not isinstance(node.value, (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.ListComp)):
            yield _with(node, value=_method(node.value, "detach"))
            yield _with(node, value=_method(node.value, "item"))


@operator
def statement(node: ast.AST) -> Iterator[ast.AST | None]:
    """A statement that is missing, or where it works in place, one that does not."""
    if isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign)) and not _is_docstring(node):
        yield None
    if isinstance(node, ast.AugAssign) and isinstance(node.target, (ast.Name, ast.Attribute)):
        value = deepcopy(node.target)
        value.ctx = ast.Load()
        yield ast.Assign([node.target], ast.BinOp(value, node.op, node.value), lineno=node.lineno)


@operator
def guard(node: ast.AST) -> Iterator[ast.AST]:
    """What a with statement, or a decorator such as no_grad, guards, without it."""
    if isinstance(node, ast.With):
        yield ast.If(ast.Constant(True), node.body, [])
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        yield _with(node, decorator_list=[])


def _with(node: ast.AST, **changes: object) -> ast.AST:
    made = type(node)(**{**{name: getattr(node, name) for name in node._fields if hasattr(node, name)}, **changes})
    return ast.copy_location(made, node)


def _method(value: ast.expr, name: str) -> ast.expr:
    return ast.Call(ast.Attribute(value, name, ast.Load()), [], [])


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
