"""The danger screen: notices texts whose writers may need help today. It never says that somebody is safe."""
