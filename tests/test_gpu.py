"""The same verdicts on a GPU as on the CPU, for the references and every known mistake."""

import pytest
import torch

from tests import gpu_check


@pytest.mark.skipif(not torch.cuda.is_available(), reason="torch finds no CUDA device here")
def test_a_gpu_judges_as_the_cpu_does() -> None:
    assert gpu_check.main() == 0
