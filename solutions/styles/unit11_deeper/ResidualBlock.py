"""Right answers to ResidualBlock, each written otherwise than the solution."""

# %% layer by layer
import torch.nn.functional as F

class ResidualBlock(nn.Module):
    def __init__(self, c, d, stride=1):
        super().__init__()
        self.shortcut = nn.Sequential() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))
        self.conv2, self.bn2 = nn.Conv2d(d, d, 3, 1, 1, bias=False), nn.BatchNorm2d(d)
        self.conv1, self.bn1 = nn.Conv2d(c, d, 3, stride, 1, bias=False), nn.BatchNorm2d(d)
        pass

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))

# %% the shortcut first
import torch.nn.functional as F

class ResidualBlock(nn.Module):
    def __init__(self, c, d, stride=1):
        super().__init__()
        self.shortcut = nn.Sequential() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, 1, stride, bias=False), nn.BatchNorm2d(d))
        self.conv2, self.bn2 = nn.Conv2d(d, d, 3, 1, 1, bias=False), nn.BatchNorm2d(d)
        self.conv1, self.bn1 = nn.Conv2d(c, d, 3, stride, 1, bias=False), nn.BatchNorm2d(d)
        pass

    def forward(self, x):
        return (self.shortcut(x) + self.bn2(self.conv2(self.bn1(self.conv1(x)).clamp(min=0)))).clamp_min(0)

# %% helpers, and in place
class ResidualBlock(nn.Module):
    def __init__(self, ni, nf, stride=1):
        super().__init__()
        self.convs = nn.Sequential(self.conv(ni, nf, stride), nn.ReLU(inplace=True), self.conv(nf, nf))
        self.change = None if ni == nf and stride == 1 else self.conv(ni, nf, stride, 1)

    def conv(self, ni, nf, stride=1, ks=3):
        return nn.Sequential(nn.Conv2d(ni, nf, ks, stride=stride, padding=ks // 2, bias=False), nn.BatchNorm2d(nf))

    def forward(self, x):
        out = self.convs(x)
        out += x if self.change is None else self.change(x)
        return out.relu_()

# %% a shortcut of its own kind
import torch.nn.functional as F

class ResidualBlock(nn.Module):
    def __init__(self, c, d, stride=1):
        super().__init__()
        self.shortcut = nn.Identity() if c == d and stride == 1 else nn.Sequential(nn.Conv2d(c, d, (1, 1), (stride, stride), bias=False), nn.BatchNorm2d(d))
        self.conv2, self.bn2 = nn.Conv2d(d, d, 3, 1, 1, bias=False), nn.BatchNorm2d(d)
        self.conv1, self.bn1 = nn.Conv2d(c, d, 3, stride, 1, bias=False), nn.BatchNorm2d(d)
        pass

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))
