"""The full MNIST: where it lies, how it is fetched, brought by hand, and laid out in the chapter's folders."""
