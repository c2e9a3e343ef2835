"""What a phone exports of its owner's health, reduced to days while it is read."""
