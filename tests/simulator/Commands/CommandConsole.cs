using System.CommandLine;
using O4O.Simulator.Commands;

namespace O4O.Simulator.Tests.Commands;

/// <summary>Runs a command line in this process and hears what it says; only for tests of <see cref="ConsoleCollection"/>.</summary>
internal static class CommandConsole
{
    public static (int Code, string Output, string Error) Run(IReadOnlyList<Command> commands, params string[] args)
    {
        TextWriter output = Console.Out, error = Console.Error;
        using var heard = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(heard);
            Console.SetError(complained);
            int code = CommandLineRunner.Run(commands, args);
            return (code, heard.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
