"""What is expected of an answer, and the sentence for each way in which it may be otherwise."""

from typing import Any

import torch

from grader import protocol
from grader.checking import relation
from grader.checking.answer import Answer
from grader.checking.compare import alike, as_tensor, first_difference, tolerance_of, too_rough
from grader.checking.describe import describe

NO_RETURN = " (is the return missing?)."
DIGITS = {torch.bfloat16: 2, torch.float16: 3}  # that a number keeps
ROUGHENED_BY = {torch.bfloat16: ".bfloat16()", torch.float16: ".half() or np.float16"}


class CheckFailed(AssertionError):
    """A check was not met. `expected` is one sentence; `aspect` is what was looked at (shape, values, ...).

    `call` says what was called. `shown` is the sentence of a public check, which may tell values. `advice` is the last line of the
    message, where no known mistake explains the answer better, and `cause` its name in reports.
    """

    def __init__(self, call: str, expected: str, aspect: str, shown: str = "", advice: str = "", cause: str = "") -> None:
        super().__init__(expected)
        self.call = call
        self.expected = expected
        self.aspect = aspect
        self.shown = shown or expected  # what a public check may say instead: with values
        self.advice = advice
        self.cause = cause or (aspect if advice else "")


def expect(answer: Answer, what: str = "") -> "Expectation":
    """Say what an answer should be: `expect(answer).has_shape(25)`. Every method returns the expectation, so they chain.

    Args:
        answer: what a call of the learner's code gave: `student.f(x)`.
        what: names what was looked at in the message, where that is not the result itself: "the parameters afterwards".
    """
    return Expectation(answer, what)


def fail(
    answer: Answer, expected: str, aspect: str = "behaviour", shown: str = "", advice: str = "", cause: str = ""
) -> CheckFailed:
    """The failure to raise where no method of `expect` fits: `raise fail(answer, "Expected …; got ….")`.

    Args:
        answer: the answer that is wrong; the message says what was called.
        expected: one sentence without values of tensors. In a hidden check it is all that the learner reads.
        aspect: what was looked at, in a word. A known mistake is named only where it fails by the same aspect.
        shown: what a public check says in place of `expected`, with values.
        advice: the last line, where no known mistake is named: what to do.
        cause: what the advice is about, in a word or two for reports; the aspect, where none is given.

    Returns:
        The CheckFailed; it is not raised here.
    """
    return CheckFailed(answer.call, expected, aspect, shown, advice, cause)


class Expectation:
    """What is expected of one answer. Each method raises CheckFailed where it is not so, and else returns this expectation."""

    def __init__(self, answer: Answer, what: str = "") -> None:
        self.answer = answer
        self.what = what

    @property
    def value(self) -> Any:
        """The answer itself: a tensor, a plain value, or a handle to what stayed in the worker."""
        return self.answer.value

    def has_shape(self, *shape: int) -> "Expectation":
        """A tensor of exactly this shape; `has_shape()` asks for a single number (a 0-d tensor or a plain number)."""
        got = as_tensor(self.value)
        if got is None or tuple(got.shape) != shape:
            wanted = f"shape {list(shape)}" if shape else "a single number"
            raise self._related(f"Expected {wanted}; got {self._kind()}.", "shape", _relation(self.value, shape))
        return self

    def is_tensor(self) -> "Expectation":
        """A tensor, of whatever shape."""
        if not isinstance(self.value, torch.Tensor):
            raise self._related(f"Expected a tensor; got {self._kind()}.", "type", relation.of_kinds(self.value))
        return self

    def has_dtype(self, *dtypes: torch.dtype) -> "Expectation":
        """A tensor of one of these dtypes."""
        self.is_tensor()
        if self.value.dtype not in dtypes:
            wanted = " or ".join(_name(dtype) for dtype in dtypes)
            raise self._failure(f"Expected dtype {wanted}; got {_name(self.value.dtype)}.", "dtype")
        return self

    def is_floating(self) -> "Expectation":
        """A tensor of floating-point numbers of any width, or a float."""
        got = as_tensor(self.value)
        if got is None or not got.is_floating_point():
            said = f"Expected floating-point numbers; got {self._kind() if got is None else _name(got.dtype)}."
            raise self._related(said, "dtype", relation.of_kinds(self.value))
        return self

    def equals(self, expected: Any, tolerance: float | None = None) -> "Expectation":
        """The same shape and values, on the device of the inputs, if there are tensors among those. Dtypes may differ, but half
        precision is wrong where neither the inputs nor `expected` are of it.

        `expected` is a tensor, a number, a string, None, or a list, tuple or dict of these. `tolerance` (absolute and relative)
        replaces the one that TOLERANCES states by dtype, of what is expected and of inputs in half precision.
        """
        wanted = as_tensor(expected)
        got = as_tensor(self.value)
        if wanted is not None:
            if got is None or got.shape != wanted.shape:
                shape = f"shape {list(wanted.shape)}" if wanted.ndim else "a single number"
                found = _relation(self.value, tuple(wanted.shape))
                raise self._related(f"Expected {shape}; got {self._kind()}.", "shape", found)
        elif type(self.value) is not type(expected) and not isinstance(expected, (list, tuple)):
            raise self._failure(f"Expected {kind(expected)}; got {self._kind()}.", "type")
        self._is_fine(expected)
        if tolerance is None:
            tolerance = tolerance_of(self.answer.inputs)
        if not alike(self.value, expected, tolerance):
            sentence, aspect, shown = _value_sentences(self.value, expected, tolerance, self.what)
            raise self._related(sentence, aspect, _relation_of_values(self.value, expected), shown)
        return self._lives_with_inputs(self.value)

    def is_between(self, low: float, high: float, what: str) -> "Expectation":
        """A single number from `low` to `high`, both included; `what` names it in the message ("the accuracy")."""
        self.has_shape()
        self._is_fine(0.0)
        number = float(self.value)
        if not low <= number <= high:
            raise self._failure(f"Expected {what} from {low:.4g} to {high:.4g}; got {number:.4g}.", "values")
        return self

    def is_finite(self) -> "Expectation":
        """A tensor or a number with no NaN and no infinity in it."""
        got = as_tensor(self.value)
        if got is None:
            raise self._related(f"Expected numbers; got {self._kind()}.", "type", relation.of_kinds(self.value))
        if not torch.isfinite(got.double()).all():
            raise self._failure("Expected finite numbers; got NaN or infinity among them.", "values")
        return self

    def requires_grad(self) -> "Expectation":
        """A tensor that remembers how it was made, so that backward() can be called on it."""
        self.is_tensor()
        if not self.value.requires_grad:
            sentence = "Expected a result that backward() can start from; this one has no gradient."
            raise self._failure(sentence, "gradient")
        return self

    def leaves_inputs_alone(self) -> "Expectation":
        """No argument was changed in place. The worker itself says so: a learner who patches it can hide a change."""
        if self.answer.mutated:
            names = " and ".join(self.answer.mutated)
            advice = "A method whose name ends in _, or an operator such as -=, works in place: use one that does not."
            raise self._failure(
                f"Expected the inputs unchanged; your code changed {names} in place.", "inputs", advice=advice
            )
        return self

    def lives_on(self, device: str) -> "Expectation":
        """A tensor on this device ("cpu", "cuda", "mps"), whatever its index. Ask for the check's argument `device`."""
        self.is_tensor()
        return self._is_on(device, self.value)

    def _is_fine(self, expected: Any) -> None:
        """No number is of a lower precision than the inputs or what is expected; float32 is always enough."""
        rough = too_rough(self.value, expected, self.answer.inputs)
        if rough is not None:
            wanted = "float32 numbers, as the inputs are" if torch.float32 in self.answer.inputs else "float32 numbers"
            sentence = f"Expected {wanted}; got {_name(rough)}, which keeps about {DIGITS[rough]} digits."
            raise self._failure(sentence, "dtype", advice=f"Take out the {ROUGHENED_BY[rough]}.")

    def _lives_with_inputs(self, value: Any) -> "Expectation":
        """A tensor of rank 0 may live anywhere: torch lets it meet those of any device."""
        if isinstance(value, (list, tuple)):
            for each in value:
                self._lives_with_inputs(each)
        elif isinstance(value, torch.Tensor) and value.ndim and self.answer.device:
            self._is_on(self.answer.device, value)
        return self

    def _is_on(self, device: str, value: torch.Tensor) -> "Expectation":
        got = protocol.device_of(value).split(":")[0]
        if got != device.split(":")[0]:
            advice = "Make new tensors with device=x.device, and do not call .cpu() on the way."
            raise self._failure(
                f"Expected a result on {device}, where the inputs live; got one on {got}.", "device", advice=advice
            )
        return self

    def takes_no_loop(self, twice: Answer, images: int) -> "Expectation":
        """Hardly more tensor operations for `twice` as many images: a loop over them takes at least one more for each.

        Both answers must come from `student.count.f(...)`: of any other the operations count as 0.

        Args:
            twice: what the same call gave for twice as many images.
            images: how many there are in this one.
        """
        few, many = self.answer.operations or 0, twice.operations or 0
        if many - few > images // 2:
            sentence = f"Your code ran {few} tensor operations for {images} images, and {many} for {2 * images}."
            advice = "It takes them one by one: drop the loop, and let broadcasting do the work for the whole stack."
            raise fail(self.answer, sentence, "operations", "", advice, "a_loop")
        return self

    def _kind(self) -> str:
        """What came back, for a message. What was looked at afterwards, a gradient say, was not returned."""
        return "None" if self.value is None and (self.what or self.answer.observed) else kind(self.value)

    def _related(self, expected: str, aspect: str, found: relation.Relation | None, shown: str = "") -> CheckFailed:
        told = (found.sentence, found.name) if found else ("", "no_return" if expected.endswith(NO_RETURN) else "")
        return fail(self.answer, expected, aspect, shown, *told)

    def _failure(self, expected: str, aspect: str, shown: str = "", advice: str = "") -> CheckFailed:
        return fail(self.answer, expected, aspect, shown, advice)


def kind(value: Any) -> str:
    """A value for a message: "shape [25, 28]", "a single number", "None (is the return missing?)", "a list of 3"."""
    if isinstance(value, torch.Tensor) and value.ndim:
        return f"shape {list(value.shape)}"
    if isinstance(value, (bool, int, float)) and not isinstance(value, bool):
        return "a single number"
    if value is None:
        return f"None{NO_RETURN.removesuffix('.')}"
    return describe(value)


def _relation(got: Any, shape: tuple[int, ...]) -> relation.Relation | None:
    """What differs from a tensor, or a number, of this shape."""
    found = as_tensor(got)
    return relation.of_kinds(got) if found is None else relation.of_shapes(tuple(found.shape), shape)


def _relation_of_values(got: Any, expected: Any) -> relation.Relation | None:
    """What the numbers have to do with those expected; of a list, all of them together, or the first that differs."""
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return None
        single = [as_tensor(each) for each in (*got, *expected)]
        if all(each is not None and each.ndim == 0 for each in single):
            numbers = torch.stack([each.double() for each in single if each is not None])
            return relation.of_values(numbers[: len(got)], numbers[len(got) :])
        return next((_relation_of_values(a, b) for a, b in zip(got, expected, strict=True) if not alike(a, b)), None)
    left, right = as_tensor(got), as_tensor(expected)
    if left is None or right is None:
        return None
    same = left.shape == right.shape
    return relation.of_values(left, right) if same else relation.of_shapes(tuple(left.shape), tuple(right.shape))


def _value_sentences(got: Any, expected: Any, tolerance: float | None, what: str) -> tuple[str, str, str]:
    """For a hidden check, the aspect, and for a public one."""
    if isinstance(expected, (list, tuple)):
        if not isinstance(got, (list, tuple)) or len(got) != len(expected):
            return f"Expected {kind(expected)}{f' in {what}' if what else ''}; got {kind(got)}.", "shape", ""
        pairs = [(a, b) for a, b in zip(got, expected, strict=True) if not alike(a, b, tolerance)]
        return _value_sentences(*pairs[0], tolerance, what or "one of the values")
    start = f"{what[0].upper()}{what[1:]}: the" if what else "The"
    if as_tensor(expected) is None:
        return f"{start} values are not right.", "values", ""
    left, right = as_tensor(got), as_tensor(expected)
    if left is None or right is None or left.shape != right.shape:
        return f"{start} shape is not right: {kind(expected)} expected, {kind(got)} found.", "shape", ""
    place, wanted, found = first_difference(got, expected, tolerance)
    where = f" at {list(place)}" if place else ""
    hidden = f"{start} shape is right; the values are not."
    return hidden, "values", f"Expected {wanted}{where}{f' in {what}' if what else ''}; got {found}."


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
