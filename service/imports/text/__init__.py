"""Lines and sentences of a plan: dates taken apart from what stands beside them."""
