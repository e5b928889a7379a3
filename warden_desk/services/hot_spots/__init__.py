"""Hot-spots: patrols on rounds, and what came of them."""
