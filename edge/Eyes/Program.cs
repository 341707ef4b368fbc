using System.CommandLine;
using O4O.Edge.Eyes.Commands;

var root = new RootCommand("O4O Edge: what the store's cameras see.") { DetectCommand.Create(), EyesCommand.Create(), CalibrateCameraCommand.Create() };
// Asked to stop, it ends cameras and connections in order, which takes a moment on a busy machine.
return root.Parse(args).Invoke(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
