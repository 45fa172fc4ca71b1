"""What the results of a class say: about exercises, mistakes, outliers and copied work."""
