"""Every error that has a sentence, raised by the code of a learner who meets it: the sentence belongs to what torch says today."""

from typing import Any

import pytest

from grader.checking.causes import CAUSES, cause_of
from grader.checking.verdict import Status
from grader.grading.judge import Judge
from grader.worker.raised import describe
from grader.worker.server import Worker
from tests.conftest import Rewrite

PRELUDE = """
import copy
import math
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset

x, w = torch.rand(3, 2), torch.rand(2, 1, requires_grad=True)
"""
RAISED = {  # by the name of the cause
    "backward_twice": [
        "l=(x@w).sigmoid().mean(); l.backward(); l.backward()",
    ],
    "in_place_before_backward": [
        "p=(x@w).sigmoid(); p[0]=1-p[0]; p.mean().backward()",
    ],
    "in_place_on_parameter": [
        "w.sub_(1)",
        "w2 = torch.rand(2,requires_grad=True); w2-=1",
    ],
    "numpy_of_gradient": [
        "w.numpy()",
        "np.exp(w)",
    ],
    "backward_of_many": [
        "(x@w).backward()",
    ],
    "no_gradient": [
        "(x@w.detach()).mean().backward()",
    ],
    "backward_of_float": [
        "(x@w).mean().item().backward()",
    ],
    "gradient_of_whole_numbers": [
        "torch.tensor([1,2]).requires_grad_()",
        "t=torch.tensor([1,2]); t.requires_grad=True",
    ],
    "flag_of_computed": [
        "y=w*2; y.requires_grad=False",
    ],
    "no_gradient_yet": [
        "y=w*2; y.sum().backward(); y.grad*1",
        "None*0.5",
        "0.5*torch.rand(2,requires_grad=True).grad",
        "torch.rand(2,requires_grad=True).grad.zero_()",
        "p=torch.rand(2); p-=0.1*None",
        "p=torch.rand(2); p-=None",
    ],
    "uncalled_parameters": [
        "torch.optim.SGD(nn.Linear(2,1).parameters, lr=1)",
    ],
    "optimizer_without_parameters": [
        "torch.optim.SGD([],lr=1)",
    ],
    "optimizer_of_tensor": [
        "torch.optim.SGD(w, lr=1)",
    ],
    "optimizer_of_computed": [
        "torch.optim.SGD([w*2], lr=1)",
    ],
    "caret": [
        "x^2",
    ],
    "and_of_floats": [
        "x&x",
        "x|x",
    ],
    "not_of_floats": [
        "~x",
    ],
    "mean_of_whole_numbers": [
        "(x>0).mean()",
        "torch.tensor([1,2]).mean()",
    ],
    "minus_of_bool": [
        "-torch.tensor([1],dtype=torch.bool)",
        "1-(x>0)",
        "(x>0)-(x>0)",
    ],
    "product_of_bool": [
        "(x>0)@(w>0)",
    ],
    "softmax_of_whole_numbers": [
        "torch.softmax(torch.tensor([[1,2]]),1)",
        "nn.functional.cross_entropy(torch.tensor([[1,2]]), torch.tensor([0]))",
        "torch.log_softmax(torch.tensor([[1,2]]),1)",
    ],
    "random_whole_numbers": [
        "torch.randn(3, dtype=torch.int64)",
    ],
    "not_for_this_dtype": [
        "nn.functional.gelu(torch.tensor([1]))",
        "torch.bmm(torch.ones(1, 2, 2) > 0, torch.ones(1, 2, 2) > 0)",
    ],
    "in_place_into_whole_numbers": [
        "t=torch.tensor([1,2],dtype=torch.uint8); t/=255",
    ],
    "mixed_dtypes": [
        "x.double()@w",
        "nn.Linear(2,1)(x.double())",
        "x.long()@w",
        "nn.Linear(2,1)(torch.ones(3,2,dtype=torch.uint8))",
    ],
    "labels_no_whole_numbers": [
        "nn.functional.nll_loss(torch.log_softmax(x,1), torch.zeros(3))",
        "nn.functional.cross_entropy(x, torch.zeros(3))",
    ],
    "labels_as_column": [
        "nn.functional.cross_entropy(x, torch.zeros(3,1).long())",
    ],
    "label_out_of_range": [
        "nn.functional.cross_entropy(x, torch.tensor([0,1,5]))",
    ],
    "index_no_whole_number": [
        "x[torch.zeros(3)]",
        "x[0.5]",
        "x.gather(1, torch.zeros(3,1))",
        "x.argmax(1)[0.5]",
    ],
    "condition_no_bool": [
        "torch.where(x, 1, 0)",
    ],
    "ambiguous_truth": [
        "bool(x)",
        "bool(np.zeros(3))",
        "(0<x<1)",
        "if x>0: pass",
        "max(x, 0)",
    ],
    "many_to_one_number": [
        "torch.tensor([torch.zeros(2),torch.zeros(2)])",
        "x.item()",
        "float(x)",
        "int(x)",
        "import math; math.exp(x)",
        "range(x)",
    ],
    "arrays_for_tensors": [
        "torch.stack([np.zeros(2)])",
    ],
    "numbers_for_tensors": [
        "torch.stack([0.5,0.2])",
        "torch.cat([1,2])",
    ],
    "tensor_for_list": [
        "torch.stack(torch.zeros(2))",
    ],
    "array_wanted": [
        "torch.from_numpy([1,2])",
        "torch.from_numpy(np.float32(1))",
    ],
    "image_for_array": [
        'torch.tensor(Image.new("L",(2,2)))',
    ],
    "image_computed": [
        'Image.new("L",(2,2))/255',
        'Image.new("L",(2,2)).shape',
    ],
    "number_for_tensor": [
        "torch.sigmoid(0.5)",
    ],
    "list_computed": [
        "x.max(0)+1",
        "[1]*0.5",
        "[1]-[2]",
        "(x,x)-x",
        '"a"*0.5',
    ],
    "list_for_tensor": [
        "[0.5].mean()",
        "[0.5].float()",
    ],
    "array_for_tensor": [
        "np.zeros(2).float()",
        "np.zeros(2).unsqueeze(0)",
    ],
    "number_has_no_method": [
        "(0.5).item()",
        "(0.5).mean()",
    ],
    "path_plus_text": [
        'Path("a")+"b"',
    ],
    "whole_number_wanted": [
        "range(2.5)",
    ],
    "text_for_path": [
        '"a".glob("*")',
        '"a"/"b"',
    ],
    "no_length": [
        "len(zip(x,x))",
        "DataLoader(zip(x,x),batch_size=2,shuffle=True)",
        "len(map(str,x))",
    ],
    "no_index": [
        "zip(x,x)[0]",
        "rows = (i for i in x); rows[0]",
    ],
    "walk_for_loaders": [
        "class DataLoaders: pass\nDataLoaders()[0]",
    ],
    "unpacked_too_few_names": [
        "a,b = x",
        "a,b = iter([1,2,3])",
    ],
    "unpacked_too_many_names": [
        "a,b,c,d = x",
        "a,b=[1]",
    ],
    "unpacked_no_parts": [
        "a,b=None",
        "a,b=0.5",
        "def f(): pass\na,b=f",
    ],
    "walked_one_number": [
        "for a in torch.tensor(1.): pass",
        "len(torch.tensor(1.))",
        "for a in 5: pass",
        "len(5)",
    ],
    "product_does_not_fit": [
        "w@x",
    ],
    "sizes_do_not_fit": [
        "torch.stack([torch.zeros(2),torch.zeros(3)])",
        "torch.cat([torch.zeros(2,2),torch.zeros(3,3)])",
        "x+torch.zeros(7)",
        "a=torch.zeros(3); a[0:2]=torch.zeros(3)",
        'torch.einsum("ij,jk->ik", x, torch.rand(3,3))',
    ],
    "no_such_axis": [
        "x.sum(2)",
        "torch.tensor(1.).sum(1)",
    ],
    "index_out_of_range": [
        "x[5]",
    ],
    "shape_does_not_hold": [
        "x.view(4,4)",
        "x.reshape(4,-1)",
    ],
    "view_needs_reshape": [
        "torch.rand(4,3).t().view(-1)",
    ],
    "axes_not_in_brackets": [
        "x.mean(-1,-2)",
        "x.sum(-1,-2)",
    ],
    "size_and_more": [
        "torch.randn((3,2), 0.5)",
        "torch.randn(3, 0.5)",
    ],
    "star_of_number": [
        "torch.randn(*5)",
    ],
    "init_misspelt": [
        "class A:\n    def _init_(self,a): pass\nA(1)",
    ],
    "super_forgotten": [
        "class N(nn.Module):\n    def __init__(self): self.l=nn.Linear(2,1)\nN()",
        "class N(nn.Module):\n    def __init__(self): self.l=nn.Parameter(x)\nN()",
        "class N(nn.Module):\n    def __init__(self): self.n=3\n    def forward(self,x): return x\nN()(x)",
    ],
    "function_in_sequential": [
        "nn.Sequential(nn.Linear(2,1), torch.relu)",
        "nn.Sequential(nn.Linear(2,1), lambda x:x)",
    ],
    "class_in_sequential": [
        "nn.Sequential(nn.Linear(2,1), nn.ReLU)",
    ],
    "list_in_sequential": [
        "nn.Sequential([nn.Linear(2,1)])",
    ],
    "module_without_forward": [
        "class N(nn.Module):\n    def foward(self,x): return x\nN()(x)",
    ],
    "dataset_without_items": [
        "class D(Dataset):\n    def __len__(self): return 3\nD()[0]",
        "class D(Dataset):\n    def __len__(self): return 3\nfor a in DataLoader(D()): pass",
    ],
    "called_value": [
        "x(1)",
        "x.shape(0)",
        "lr = 0.5; lr(x)",
    ],
    "called_module": [
        "torch.nn(x)",
    ],
    "none_called": [
        "w.grad(x)",
    ],
    "indexed_method": [
        "x.size[0]",
        "x.mean[0]",
        "class A:\n    def f(self): pass\nA().f[0]",
        "print[0]",
    ],
    "none_for_value": [
        "w.grad[0]",
        "None.mean()",
    ],
    "function_for_model": [
        "def f(x): return x\nf.eval()",
        "def f(x): return x\nf.forward(x)",
        "(lambda x:x).parameters()",
    ],
    "function_for_list": [
        "for a in copy.copy: pass",
    ],
    "walked_dataset": [
        "iter([1, 2]).dataset",
    ],
    "walked_object": [
        "torch.optim.SGD(nn.Linear(2,1), lr=1)",
    ],
    "other_arguments": [
        "x.max((0,1))",
        "torch.where(True, x, x)",
        "x.max(0.0)",
    ],
    "arguments_differ": [
        "nn.ReLU()(x, 3)",
        "def f(a,b): pass\nf(1)",
        "def f(a): pass\nf(1,2)",
        "def f(a): pass\nf(1,b=2)",
        "class A:\n    def f(x): pass\nA().f(1)",
    ],
    "torch_functions_are_small": [
        "nn.linear(2,1)",
    ],
    "misspelt": [
        "nn.Linear(2,1).paramters()",
        "x.flaot()",
        "torch.sigmod(x)",
        "targets=1; target",
        "npp.array(0.)",
    ],
    "short_name": [
        "tensor(0.)",
        "F.relu(x)",
    ],
    "no_tensor_method": [
        "x.append(1)",
    ],
    "no_part": [
        "nn.Linear(2,1).layers",
        "torch.optim.SGD([w], lr=1).backward()",
        "def f(): pass\nf.lr",
    ],
    "never_set": [
        "class L:\n    def f(self): return self.model\nL().f()",
    ],
    "no_gpu": [
        "x.cuda()",
        'x.to("cuda")',
    ],
    "too_much_memory": [
        "bytearray(1 << 60)",
    ],
    "unknown_name": [
        "learning_rate * 2",
    ],
    "set_in_no_branch": [
        "def f():\n    if not len(x):\n        loss = 1\n    return loss\nf()",
    ],
    "unknown_module": [
        "import fastai.vision.all",
    ],
    "exit": [
        "raise SystemExit",
    ],
    "left_unwritten": [
        "class O(torch.optim.Optimizer):\n    def __init__(self,p): super().__init__(p,{})\nO([w]).step()",
    ],
    "own_assert": [
        "assert 1==2",
    ],
    "endless_recursion": [
        "def f(): return f()\nf()",
    ],
}
SAID = {  # what only another machine says
    "gpu_index_out_of_range": ("AcceleratorError", "CUDA error: device-side assert triggered"),
    "no_gpu": ("RuntimeError", "Found no NVIDIA driver on your system."),
    "other_device": (
        "RuntimeError",
        "Expected all tensors to be on the same device, but found at least two devices, cuda:0 and cpu!",
    ),
    "too_much_memory": (
        "RuntimeError",
        "[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory",
    ),
    "too_much_gpu_memory": ("OutOfMemoryError", "CUDA out of memory. Tried to allocate 20.00 GiB."),
    "disk_full": ("OSError", "[Errno 28] No space left on device"),
    "keyboard": ("EOFError", "EOF when reading a line"),
    "out_of_bounds": ("PermissionError", "[Errno 13] Permission denied: '/etc'"),
}


def raised(code: str) -> dict[str, Any]:
    """What a worker says of the error that the code ends in."""
    names: dict[str, Any] = {}
    exec(PRELUDE, names)
    try:
        exec(code, names)
    except BaseException as error:
        return describe(error, Worker(()).modules)
    raise AssertionError(f"nothing was raised by {code}")


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, codes in RAISED.items() for code in codes])
def test_the_code_that_raises_it_gets_the_sentence(name: str, code: str) -> None:
    error = raised(code)
    cause = cause_of(error["type"], error["message"])
    assert (cause and cause.name) == name, f"torch or Python says it otherwise: see grader/checking/causes.py: {error['message']}"


@pytest.mark.parametrize("name", SAID)
def test_what_another_machine_says_gets_the_sentence(name: str) -> None:
    cause = cause_of(*SAID[name])
    assert cause is not None
    assert cause.name == name


def test_every_cause_is_shown_and_its_sentence_is_one_line() -> None:
    assert [each.name for each in CAUSES if each.name not in {*RAISED, *SAID}] == []
    assert len({each.name for each in CAUSES}) == len(CAUSES)
    assert [each.name for each in CAUSES if len(each.sentence) > 170 or each.sentence[-1] not in ".?"] == []


def test_an_error_of_which_nothing_is_known_gets_none() -> None:
    assert cause_of("RuntimeError", "the moon is full") is None
    assert cause_of("KeyError", "'a'") is None


def test_a_name_that_is_nearly_right_is_told() -> None:
    assert raised("nn.Linear(2, 1).paramters()")["message"].endswith(
        "has no attribute 'paramters'. Did you mean: 'parameters'?"
    )
    assert raised("targets = 1; target")["message"] == "name 'target' is not defined. Did you mean: 'targets'?"
    assert raised("nn.linear(2, 1)")["message"].endswith("Did you mean: 'Linear'?")
    assert raised("np.zeros(2).float()")["message"].endswith("has no attribute 'float'")
    assert raised("tensor(0.)")["message"] == "name 'tensor' is not defined"  # it is not misspelt, but not imported
    assert raised("zzzzzz")["message"] == "name 'zzzzzz' is not defined"
    assert "Did you mean" not in raised("class A:\n    def __dir__(self): raise ValueError\nA().wrong")["message"]


@pytest.mark.parametrize("line", ["input()", "breakpoint()"])
def test_a_worker_has_no_keyboard(judge: Judge, rewrite: Rewrite, line: str) -> None:
    source = f"def l1_distance(a, b):\n    {line}\n    return (a - b).abs().mean()"
    (verdict,) = judge.grade(rewrite("unit02_similarity", code=source), frozenset({"l1_distance"}))
    assert verdict.checks[0].mistake == "keyboard"
    assert verdict.checks[0].message.endswith("Nobody sits at the keyboard when code is graded: take out input() and breakpoint().")


def test_a_worker_imports_whatever_is_installed(judge: Judge, rewrite: Rewrite) -> None:
    source = "def l1_distance(a, b):\n    import rich, click\n    return (a - b).abs().mean()"
    (verdict,) = judge.grade(rewrite("unit02_similarity", code=source), frozenset({"l1_distance"}))
    assert verdict.status is Status.PASSED
