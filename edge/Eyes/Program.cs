using System.CommandLine;
using O4O.Edge.Eyes.Commands;

var root = new RootCommand("O4O Edge: what the store's cameras see.") { DetectCommand.Create(), EyesCommand.Create() };
return root.Parse(args).Invoke();
