"""What is expected of an answer, and the sentence for each way in which it may be otherwise."""

from typing import Any

import torch

from grader import protocol
from grader.checking import relation
from grader.checking.answer import Answer, facts_of, read
from grader.checking.check_failed import CheckFailed, fail
from grader.checking.compare import alike, as_tensor, tolerance_of, too_rough
from grader.checking.phrases import NO_RETURN, kind, name_of, relation_of_shape, relation_of_values, value_sentences

DIGITS = {torch.bfloat16: 2, torch.float16: 3}  # that a number keeps
ROUGHENED_BY = {torch.bfloat16: ".bfloat16()", torch.float16: ".half() or np.float16"}


def expect(answer: Answer, what: str = "") -> "Expectation":
    """Say what an answer should be: `expect(answer).has_shape(25)`. Every method returns the expectation, so they chain.

    Args:
        answer: what a call of the learner's code gave: `student.f(x)`.
        what: names what was looked at in the message, where that is not the result itself: "the parameters afterwards".
    """
    return Expectation(answer, what)


class Expectation:
    """What is expected of one answer. Each method raises CheckFailed where it is not so, and else returns this expectation."""

    def __init__(self, answer: Answer, what: str = "") -> None:
        self.answer = answer
        self.facts = facts_of(answer)
        self.what = what

    @property
    def value(self) -> Any:
        """What came back, which is evidence from here on: a tensor, a plain value, or a handle to what stayed in the worker."""
        return read(self.answer)

    def has_shape(self, *shape: int) -> "Expectation":
        """A tensor of exactly this shape; `has_shape()` asks for a single number (a 0-d tensor or a plain number)."""
        got = as_tensor(self.value)
        if got is None or tuple(got.shape) != shape:
            wanted = f"shape {list(shape)}" if shape else "a single number"
            raise self._related(f"Expected {wanted}; got {self._kind()}.", "shape", relation_of_shape(self.value, shape))
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
            wanted = " or ".join(name_of(dtype) for dtype in dtypes)
            raise self._failure(f"Expected dtype {wanted}; got {name_of(self.value.dtype)}.", "dtype")
        return self

    def is_floating(self) -> "Expectation":
        """A tensor of floating-point numbers of any width, or a float."""
        got = as_tensor(self.value)
        if got is None or not got.is_floating_point():
            said = f"Expected floating-point numbers; got {self._kind() if got is None else name_of(got.dtype)}."
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
                found = relation_of_shape(self.value, tuple(wanted.shape))
                raise self._related(f"Expected {shape}; got {self._kind()}.", "shape", found)
        elif type(self.value) is not type(expected) and not isinstance(expected, (list, tuple)):
            raise self._failure(f"Expected {kind(expected)}; got {self._kind()}.", "type")
        self._is_fine(expected)
        if tolerance is None:
            tolerance = tolerance_of(self.facts.inputs)
        if not alike(self.value, expected, tolerance):
            sentence, aspect, shown = value_sentences(self.value, expected, tolerance, self.what)
            raise self._related(sentence, aspect, relation_of_values(self.value, expected), shown)
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

    def leaves_inputs_alone(self, *, but: tuple[str, ...] = ()) -> "Expectation":
        """No argument was changed in place, `but` those named. The worker says so: a learner who patches it can hide a change."""
        changed = [each for each in self.facts.mutated if each not in but]
        if changed:
            names = " and ".join(changed)
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
        rough = too_rough(self.value, expected, self.facts.inputs)
        if rough is not None:
            wanted = "float32 numbers, as the inputs are" if torch.float32 in self.facts.inputs else "float32 numbers"
            sentence = f"Expected {wanted}; got {name_of(rough)}, which keeps about {DIGITS[rough]} digits."
            raise self._failure(sentence, "dtype", advice=f"Take out the {ROUGHENED_BY[rough]}.")

    def _lives_with_inputs(self, value: Any) -> "Expectation":
        """A tensor of rank 0 may live anywhere: torch lets it meet those of any device."""
        if isinstance(value, (list, tuple)):
            for each in value:
                self._lives_with_inputs(each)
        elif isinstance(value, torch.Tensor) and value.ndim and self.facts.device:
            self._is_on(self.facts.device, value)
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
        few, many = self.facts.operations or 0, facts_of(twice).operations or 0
        if many - few > images // 2:
            sentence = f"Your code ran {few} tensor operations for {images} images, and {many} for {2 * images}."
            advice = "It takes them one by one: drop the loop, and let broadcasting do the work for the whole stack."
            raise fail(self.answer, sentence, "operations", "", advice, "a_loop")
        return self

    def _kind(self) -> str:
        """What came back, for a message. What was looked at afterwards, a gradient say, was not returned."""
        return "None" if self.value is None and (self.what or self.facts.observed) else kind(self.value)

    def _related(self, expected: str, aspect: str, found: relation.Relation | None, shown: str = "") -> CheckFailed:
        told = (found.sentence, found.name) if found else ("", "no_return" if expected.endswith(NO_RETURN) else "")
        return fail(self.answer, expected, aspect, shown, *told)

    def _failure(self, expected: str, aspect: str, shown: str = "", advice: str = "") -> CheckFailed:
        return fail(self.answer, expected, aspect, shown, advice)

