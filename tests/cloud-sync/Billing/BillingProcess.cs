using System.Diagnostics;

namespace O4O.CloudSync.Tests.Billing;

/// <summary>The real billing program in its own process.</summary>
internal sealed class BillingProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private const string ListensAt = "billing listens on ";

    private readonly Process process;

    private BillingProcess(Process process, string address) => (this.process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts the service and waits until it says where it listens.</summary>
    public static async Task<BillingProcess> StartAsync(string settingsPath)
    {
        var process = Start("--config", settingsPath);
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var errors = new StringWriter();
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                address.TrySetException(new InvalidOperationException("billing did not start: " + errors));
            }
            else if (e.Data.StartsWith(ListensAt, StringComparison.Ordinal))
            {
                address.TrySetResult(e.Data[ListensAt.Length..e.Data.IndexOf(',', StringComparison.Ordinal)]);
            }
        };
        process.ErrorDataReceived += (_, e) => errors.WriteLine(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new BillingProcess(process, await address.Task.WaitAsync(StartLimit));
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            process.Kill(); // a test that fails leaves no process behind
            throw;
        }
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(StartLimit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed by the program.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGTERM, then the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var limit = new CancellationTokenSource(StartLimit);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private static Process Start(params string[] arguments)
    {
        string[] all = ["exec", Path.Combine(AppContext.BaseDirectory, "O4O.CloudSync.Billing.dll"), .. arguments];
        return Process.Start(new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
