using System.CommandLine;
using O4O.Simulator.Stores;

namespace O4O.Simulator.Commands;

/// <summary><c>store</c>: the demo store's file, to keep or to change into one's own.</summary>
public static class StoreCommand
{
    public static Command Create()
    {
        var command = new Command("store", "Prints the demo store as a store file (JSON).");
        command.SetAction(_ =>
        {
            Console.Out.Write(StoreFileText.Write(DemoStore.Create()));
            return 0;
        });
        return command;
    }
}
