"""Right answers to make_batches, each written otherwise than the solution."""

# %% a DataLoader over pairs
def make_batches(x, y, batch_size, shuffle=False):
    return DataLoader(list(zip(x, y)), batch_size=batch_size, shuffle=shuffle)

# %% a class of their own
class B:
    def __init__(self, x, y, n, s):
        self.x, self.y, self.n, self.s = x, y, n, s
    def __iter__(self):
        o = torch.randperm(len(self.x)) if self.s else torch.arange(len(self.x))
        for r in o.split(self.n):
            yield self.x[r], self.y[r]
def make_batches(x, y, batch_size, shuffle=False):
    return B(x, y, batch_size, shuffle)

# %% workers that cannot start
def make_batches(x, y, batch_size, shuffle=False):
    return DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=shuffle, num_workers=2)

# %% a dataset of zip
def make_batches(x, y, batch_size, shuffle=False):
    return torch.utils.data.DataLoader(tuple(zip(x, y)), batch_size, shuffle)

# %% a generator in a class
class Loader:
    def __init__(self, ds, bs, shuffle):
        self.ds, self.bs, self.shuffle = ds, bs, shuffle
    def __iter__(self):
        n = len(self.ds)
        idxs = torch.randperm(n).tolist() if self.shuffle else list(range(n))
        for i in range(0, n, self.bs):
            part = [self.ds[j] for j in idxs[i:i + self.bs]]
            yield torch.stack([p[0] for p in part]), torch.stack([p[1] for p in part])
def make_batches(x, y, batch_size, shuffle=False):
    return Loader(list(zip(x, y)), batch_size, shuffle)

# %% a list that is made anew
class Walk(list):
    def __init__(self, x, y, size, shuffle):
        super().__init__(zip(x.split(size), y.split(size)))
        self.x, self.y, self.size, self.shuffle = x, y, size, shuffle
    def __iter__(self):
        if not self.shuffle:
            return super().__iter__()
        order = torch.rand(len(self.x)).argsort()
        return iter(list(zip(self.x[order].split(self.size), self.y[order].split(self.size))))
def make_batches(x, y, batch_size, shuffle=False):
    return Walk(x, y, batch_size, shuffle)

# %% a Dataset of their own
class Pairs(torch.utils.data.Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __len__(self):
        return self.x.size(0)
    def __getitem__(self, i):
        return self.x[i], self.y[i]
def make_batches(x, y, batch_size, shuffle=False):
    return DataLoader(Pairs(x, y), batch_size=batch_size, shuffle=shuffle)
