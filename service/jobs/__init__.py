"""Work that runs by itself: Huey wakes, the database says what there is to do."""
