"""Right answers to cross_entropy, each written otherwise than the solution."""

# %% the library
def cross_entropy(logits, targets):
    return torch.nn.functional.cross_entropy(logits, targets)

# %% nll_loss
def cross_entropy(logits, targets):
    return torch.nn.functional.nll_loss(logits.log_softmax(1), targets)

# %% logsumexp
def cross_entropy(logits, targets):
    return (logits.logsumexp(1) - logits[torch.arange(len(logits)), targets]).mean()

# %% gather
def cross_entropy(logits, targets):
    s = logits - logits.max(1, keepdim=True).values
    log_p = s - s.exp().sum(1, keepdim=True).log()
    return -log_p.gather(1, targets[:, None]).mean()

# %% one-hot
def cross_entropy(logits, targets):
    s = logits - logits.max(1, keepdim=True).values
    log_p = s - s.exp().sum(1, keepdim=True).log()
    return -(log_p * torch.eye(logits.shape[1])[targets]).sum(1).mean()

# %% a loop
def cross_entropy(logits, targets):
    s = logits - logits.max(1, keepdim=True).values
    log_p = s - s.exp().sum(1, keepdim=True).log()
    return sum(-log_p[i, t] for i, t in enumerate(targets)) / len(targets)
