"""Right answers to make_dataset, each written otherwise than the solution."""

# %% view and lists
def make_dataset(threes, sevens):
    x = torch.cat([threes, sevens]).view(-1, 784)
    y = torch.tensor([1]*len(threes) + [0]*len(sevens)).unsqueeze(1)
    return x, y

# %% whole-number labels in a list
def make_dataset(a, b):
    x = torch.cat((a, b)).flatten(1)
    return [x, torch.cat((torch.ones(len(a)), torch.zeros(len(b)))).long()[:, None]]

# %% vstack
def make_dataset(a, b):
    return torch.vstack([a.reshape(len(a), -1), b.reshape(len(b), -1)]), torch.vstack([torch.ones(len(a), 1), torch.zeros(len(b), 1)])

# %% labels of whole numbers
def make_dataset(threes, sevens):
    x = torch.vstack([threes.flatten(1), sevens.flatten(1)])
    y = torch.tensor([1] * threes.shape[0] + [0] * sevens.shape[0]).unsqueeze(1)
    return x, y

# %% concatenated, then viewed
def make_dataset(threes, sevens):
    train_x = torch.cat((threes, sevens)).view(-1, 28 * 28)
    train_y = torch.cat([torch.ones(len(threes), 1), torch.zeros(len(sevens), 1)])
    return train_x, train_y

# %% written into empty tensors
def make_dataset(a, b):
    n, m = len(a), len(b)
    x = torch.empty(n + m, 784)
    x[:n], x[n:] = a.reshape(n, 784), b.reshape(m, 784)
    y = torch.zeros((n + m, 1))
    y[:n] = 1.
    return [x, y]
