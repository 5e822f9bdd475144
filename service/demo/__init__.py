"""The main job on servers of its own: two groups, from published plan to finding."""
