"""Right answers to library_names, each written otherwise than the solution."""

# %% classes
def library_names():
    return {'l1_distance': 'torch.nn.L1Loss', 'mse': 'torch.nn.MSELoss', 'sigmoid': 'torch.nn.Sigmoid', 'relu': 'torch.nn.ReLU', 'linear1': 'torch.nn.Linear', 'make_batches': 'torch.utils.data.DataLoader', 'BasicOptim': 'torch.optim.SGD'}

# %% methods and longer ways
def library_names():
    return {'l1_distance': 'torch.nn.functional.l1_loss', 'mse': 'torch.nn.functional.mse_loss', 'sigmoid': 'torch.Tensor.sigmoid', 'relu': 'torch.Tensor.relu', 'linear1': 'torch.nn.functional.linear', 'make_batches': 'torch.utils.data.dataloader.DataLoader', 'BasicOptim': 'torch.optim.SGD'}

# %% functions
def library_names():
    return {'l1_distance': 'torch.nn.functional.l1_loss', 'mse': 'torch.nn.functional.mse_loss', 'sigmoid': 'torch.special.expit', 'relu': 'torch.nn.functional.relu', 'linear1': 'torch.addmm', 'make_batches': 'torch.utils.data.DataLoader', 'BasicOptim': 'torch.optim.SGD'}

# %% in torch.nn.modules
def library_names():
    return {'l1_distance': 'torch.nn.modules.loss.L1Loss', 'mse': 'torch.nn.functional.mse_loss', 'sigmoid': 'torch.nn.functional.sigmoid', 'relu': 'torch.relu', 'linear1': 'torch.nn.modules.linear.Linear', 'make_batches': 'torch.utils.data.DataLoader', 'BasicOptim': 'torch.optim.SGD'}

# %% more rows
def library_names():
    return {'l1_distance': 'torch.nn.functional.l1_loss', 'mse': 'torch.nn.functional.mse_loss', 'sigmoid': 'torch.sigmoid', 'relu': 'torch.relu', 'linear1': 'torch.nn.functional.linear', 'make_batches': 'torch.utils.data.DataLoader', 'BasicOptim': 'torch.optim.SGD', 'accuracy': 'torch.eq'}
