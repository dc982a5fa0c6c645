"""The package as others get it: installed, laid out, licensed."""
