using System.CommandLine;
using O4O.Edge.Host.Commands;

var root = new RootCommand("O4O Edge: the store's own machine.")
{
    EdgeCommand.Create(), ReplayCommand.Create(), EventsCommand.Create(), ExplainCommand.Create(), JournalCommand.Create(),
};
return root.Parse(args).Invoke();
