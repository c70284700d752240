"""Options: what could be proposed to all creditors at once, the best with its reason, the proof where nothing works."""
