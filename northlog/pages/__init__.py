"""What all pages that Northlog writes have in common: one self-contained file each, without a script."""
