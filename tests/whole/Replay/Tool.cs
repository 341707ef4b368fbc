using System.Diagnostics;

namespace O4O.Whole.Tests.Replay;

/// <summary>Runs a program of the project as a person would: a process with arguments, an exit code and what it printed.</summary>
internal static class Tool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public sealed record Result(int Code, string Output, string Errors);

    public static Result Host(params string[] arguments) => Run("O4O.Edge.Host.dll", arguments);

    public static Result Simulator(params string[] arguments) => Run("O4O.Simulator.dll", arguments);

    private static Result Run(string assembly, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, assembly));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{assembly} {string.Join(' ', arguments)} did not end within {Limit}");
        }
        return new Result(process.ExitCode, output.Result, errors.Result);
    }
}
