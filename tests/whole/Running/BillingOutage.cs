using System.Runtime.InteropServices;
using O4O.Simulator.Demo;

namespace O4O.Whole.Tests.Running;

/// <summary>Billing stands still (SIGSTOP): it takes connections and answers nothing, the worst way of being away.</summary>
internal sealed class BillingOutage : IDisposable
{
    private const int SignalContinue = 18, SignalStop = 19;
    private readonly int _processId;
    private bool _isOver;

    private BillingOutage(int processId) => _processId = processId;

    public static BillingOutage Begin(DemoRun run)
    {
        var outage = new BillingOutage(run.BillingService.ProcessId);
        Assert.Equal(0, Kill(outage._processId, SignalStop));
        return outage;
    }

    public void End()
    {
        if (!_isOver) Assert.Equal(0, Kill(_processId, SignalContinue));
        _isOver = true;
    }

    public void Dispose() => End();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
