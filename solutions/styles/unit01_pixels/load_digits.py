"""Right answers to load_digits, each written otherwise than the solution."""

# %% os.listdir
import os
def load_digits(folder):
    names = sorted(n for n in os.listdir(folder) if n.endswith('.png'))
    return torch.stack([image_to_tensor(os.path.join(folder, n)) for n in names])

# %% glob
import glob
def load_digits(folder):
    files = glob.glob(f'{folder}/*.png')
    files.sort()
    return torch.stack([image_to_tensor(f) for f in files])

# %% iterdir and suffix
def load_digits(folder):
    files = sorted(p for p in Path(folder).iterdir() if p.suffix == '.png')
    return torch.stack(tuple(map(image_to_tensor, files)))

# %% sorted by name
def load_digits(d):
    files = sorted(Path(d).glob('*.png'), key=lambda p: p.name)
    return torch.cat([image_to_tensor(f)[None] for f in files])

# %% without image_to_tensor
def load_digits(folder):
    paths = sorted(Path(folder).glob('*.png'))
    return torch.stack([torch.tensor(np.array(Image.open(p))) for p in paths]).float() / 255
