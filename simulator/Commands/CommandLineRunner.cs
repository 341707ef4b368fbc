using System.CommandLine;
using System.CommandLine.Invocation;
using O4O.Settings;

namespace O4O.Simulator.Commands;

/// <summary>Runs one of the commands; a mistake of the caller is one line on standard error and exit code 2.</summary>
public static class CommandLineRunner
{
    /// <summary>Parses and runs. Returns the exit code: 0 well, 2 the caller's mistake, else what the command says.</summary>
    public static int Run(IReadOnlyList<Command> commands, IReadOnlyList<string> args)
    {
        var root = new RootCommand("A simulated store: shoppers, load cells, eyes and a gate, with the truth beside them.");
        foreach (Command command in commands) root.Subcommands.Add(command);
        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction) return Refuse(Explain(root, parsed));
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UserMistakeException mistake)
        {
            return Refuse(mistake.Message);
        }
    }

    private static int Refuse(string line)
    {
        Console.Error.WriteLine(line);
        return 2;
    }

    private static string Explain(RootCommand root, ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        IEnumerable<string> known = command == root
            ? root.Subcommands.Select(c => c.Name)
            : command.Options.Select(o => o.Name);
        foreach (string token in parsed.UnmatchedTokens)
        {
            string what = command == root ? "command" : "option";
            string? near = NearestName.Find(token, known);
            return $"unknown {what} \"{token}\"" + (near is null ? $": known are {string.Join(", ", known)}" : $": did you mean \"{near}\"?");
        }
        return parsed.Errors.Count > 0 ? parsed.Errors[0].Message : "nothing to do: --help shows the commands";
    }
}
