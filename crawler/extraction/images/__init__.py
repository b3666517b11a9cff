"""The story's pictures with their captions and credits."""
