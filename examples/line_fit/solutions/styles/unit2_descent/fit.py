"""Right answers to fit, each written otherwise than the solution."""

# %% for and break
def fit(distance, velocity, lr, goal, most=1000):
    line = torch.zeros(2)
    steps = 0
    for _ in range(most):
        if mse(distance, velocity, line) < goal:
            break
        line = take_step(distance, velocity, line, lr)
        steps = steps + 1
    return line, steps

# %% return in the loop
def fit(distance, velocity, lr, goal, most=1000):
    line = torch.tensor([0.0, 0.0])
    for step in range(most):
        if mse(distance, velocity, line).item() < goal:
            return line, step
        line = take_step(distance, velocity, line, lr)
    return line, most

# %% two lines, a list
def fit(x, y, lr, goal, most=1000):
    line, loss, steps = torch.zeros(2), mse(x, y, torch.zeros(2)), 0
    while not loss < goal and steps != most:
        line = line - lr * gradient(x, y, line)
        loss = mse(x, y, line)
        steps += 1
    return [line, steps]

# %% all lines are kept
def fit(distance, velocity, lr, goal, most=1000):
    lines = [torch.zeros(2)]
    while len(lines) <= most and float(mse(distance, velocity, lines[-1])) >= goal:
        lines.append(take_step(distance, velocity, lines[-1], lr))
    return lines[-1], len(lines) - 1
