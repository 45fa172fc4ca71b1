"""Right answers to shape_facts, each written otherwise than the solution."""

# %% math.prod
import math
def shape_facts(shape):
    return (len(shape), math.prod(shape))

# %% torch
import torch
def shape_facts(shape):
    x = torch.empty(shape)
    return x.dim(), x.numel()

# %% numpy
import numpy as np
def shape_facts(shape):
    return [len(shape), np.prod(shape)]

# %% reduce
from functools import reduce
def shape_facts(shape):
    return len(shape), reduce(lambda a, b: a * b, shape, 1)
