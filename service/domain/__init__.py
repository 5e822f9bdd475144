"""The pure core: standard library only, no input or output, the clock is an argument."""
