"""The command line. It asks, calls and prints; everything it decides, the layers below decide."""
