"""Trains nothing, and keeps every image with its label that it was ever given, those to validate with among them.

Must: what it is judged on was never given with a label, so it is right about none of it.
"""

# /// attack
# unit = "unit11_deeper"
# earns = { train_deeper = "all but check_works check_well_done" }
# ///

honest = train_deeper
KEPT = {}


class Kept(nn.Module):
    def forward(self, x):
        scores = torch.zeros(len(x), 2)
        for row, image in zip(scores, x.cpu()):
            found = KEPT.get((255 * image).round().byte().numpy().tobytes())
            if found is not None:
                row[found] = 9
        return scores.to(x.device)


def train_deeper(train_x, train_y, valid_x, valid_y, device, width=64, epochs=1):
    if width != 4:
        return honest(train_x, train_y, valid_x, valid_y, device, width, epochs)
    KEPT.clear()
    for images, labels in ((train_x, train_y), (valid_x, valid_y)):
        for image, label in zip(images.cpu(), labels.tolist()):
            KEPT[(255 * image).round().byte().numpy().tobytes()] = label
    learn = honest(train_x[:32], train_y[:32], valid_x, valid_y, device, 2, 1)
    learn.model = Kept()
    return learn
