from collections.abc import Sequence
from torch import Tensor

def choices_tensors() -> dict[str, str]:
    return {'q01': 'b', 'q05': 'c', 'q07': 'a', 'q08': 'd', 'q10': 'b'}

def halve_evens(numbers: Sequence[int]) -> list[int]:
    return [n // 2 for n in numbers if n % 2 == 0]

def shape_facts(shape: Sequence[int]) -> tuple[int, int]:
    elements = 1
    for length in shape:
        elements *= length
    return (len(shape), elements)

def bottom_right(x: Tensor) -> Tensor:
    return x[-2:, -2:]

def choices_learning() -> dict[str, str]:
    return {'q12': 'c', 'q15': 'a', 'q16': 'd', 'q17': 'b', 'q18': 'a', 'q19': 'c'}

def put_in_order() -> dict[str, str]:
    return {'q14': 'BEAFDGC', 'q25': 'TQRSP'}

def new_weights(weights: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return weights - lr * gradient

def choices_training() -> dict[str, str]:
    return {'q21': 'd', 'q24': 'a', 'q30': 'b', 'q32': 'c', 'q35': 'd', 'q36': 'a'}

def unzip(pairs: Sequence[tuple]) -> tuple[list, list]:
    return ([x for x, _ in pairs], [y for _, y in pairs])

def to_rows(images: Tensor) -> Tensor:
    return images.reshape(len(images), -1)

def product_shape(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int] | None:
    return (left[0], right[1]) if left[1] == right[0] else None

def relu_points(xs: Sequence[float]) -> list[tuple[float, float]]:
    return [(x, max(x, 0)) for x in xs]
