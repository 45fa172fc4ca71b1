"""Right answers to make_resnet18, each written otherwise than the solution."""

# %% a list
def make_resnet18(width=64, channels=1, classes=2):
    layers = [nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    for c, d in ((width, width), (width, 2 * width), (2 * width, 4 * width), (4 * width, 8 * width)):
        layers += [ResidualBlock(c, d, 1 if c == d else 2), ResidualBlock(d, d)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes))

# %% a module
class Net(nn.Module):
    def __init__(self, w, channels, classes):
        super().__init__()
        self.head = nn.Linear(w * 8, classes)
        self.stages = nn.ModuleList([self.stage(w, w, 1), self.stage(w, w * 2), self.stage(w * 2, w * 4), self.stage(w * 4, w * 8)])
        self.conv, self.norm = nn.Conv2d(channels, w, kernel_size=3, stride=2, padding=1, bias=False), nn.BatchNorm2d(w)

    def stage(self, c, d, stride=2):
        return nn.Sequential(ResidualBlock(c, d, stride=stride), ResidualBlock(d, d))

    def forward(self, x):
        x = nn.functional.relu(self.norm(self.conv(x)))
        for stage in self.stages:
            x = stage(x)
        return self.head(x.mean(dim=(2, 3)))

def make_resnet18(width=64, channels=1, classes=2):
    return Net(width, channels, classes)

# %% the mean by AvgPool and squeeze
def make_resnet18(width=64, channels=1, classes=2):
    layers = [nn.Conv2d(channels, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    for c, d in ((width, width), (width, 2 * width), (2 * width, 4 * width), (4 * width, 8 * width)):
        layers += [ResidualBlock(c, d, 1 if c == d else 2), ResidualBlock(d, d)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d((1, 1)), nn.Flatten(1), nn.Linear(width * 8, classes))

# %% stages made by a function
def stage(before, after):
    return [ResidualBlock(before, after, 1 if before == after else 2), ResidualBlock(after, after)]
class Mean(nn.Module):
    def forward(self, x):
        return torch.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])
def make_resnet18(width=64, channels=1, classes=2):
    sizes = [width, width, width * 2, width * 4, width * 8]
    body = [block for before, after in zip(sizes, sizes[1:]) for block in stage(before, after)]
    start = nn.Sequential(nn.Conv2d(channels, width, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True))
    return nn.Sequential(start, *body, Mean(), nn.Linear(sizes[-1], classes))
