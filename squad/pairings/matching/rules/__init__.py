"""What people say when they enrol, what the programme weighs, and who fits whom. Pure."""
