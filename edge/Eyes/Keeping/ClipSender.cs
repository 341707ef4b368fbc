using System.Text;
using System.Threading.Channels;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Eyes.Looking;
using O4O.Edge.Eyes.Telling;
using O4O.Edge.Wire;

namespace O4O.Edge.Eyes.Keeping;

/// <summary>
/// Sends what a case asked for, picture by picture, slowly, on a thread of its own behind everything else. What cannot be sent is
/// given up: the edge asks again.
/// </summary>
internal sealed class ClipSender : IDisposable
{
    /// <summary>Clips that may wait to be sent; the edge asks again for others.</summary>
    private const int WaitingMax = 256;

    /// <summary>Between two pictures, ms: detections go over the same broker and are in a hurry.</summary>
    private const int PaceMs = 5;

    /// <summary>A line whose queue stays full for so many paces is given up.</summary>
    private const int PacesMax = 400;

    private readonly record struct Job(string Camera, PictureRing Ring, IClipLine Line, CasePayload Asked)
    {
        public (string, string, long) Key => (Camera, Asked.Case, Asked.Doubt);
    }

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(new BoundedChannelOptions(WaitingMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly HashSet<(string, string, long)> _known = [];
    private readonly byte[] _piece = new byte[ClipPiece.BytesMax];
    private readonly Action<string> _log;
    private readonly Thread _thread;
    private volatile bool _stopping;

    public ClipSender(int nice, Action<string> log)
    {
        _log = log;
        _thread = new Thread(() =>
        {
            Priority.StepBack(nice);
            Run();
        }) { Name = "clips", IsBackground = true };
        _thread.Start();
    }

    /// <summary>A camera is to send what it has; asked again before it did, it sends once.</summary>
    public void Ask(string camera, PictureRing ring, IClipLine line, CasePayload asked)
    {
        var job = new Job(camera, ring, line, asked);
        lock (_known)
        {
            if (_known.Add(job.Key) && !_jobs.Writer.TryWrite(job)) _known.Remove(job.Key);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        _jobs.Writer.TryComplete();
        _thread.Join();
    }

    private void Run()
    {
        while (_jobs.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_jobs.Reader.TryRead(out Job job))
            {
                if (_stopping) return;
                Send(job);
                lock (_known) _known.Remove(job.Key);
            }
        }
    }

    private void Send(Job job)
    {
        using ClipCopy clip = job.Ring.Copy(job.Asked.FromUs, job.Asked.ToUs, ClipPiece.PicturesMax);
        byte[] id = Encoding.ASCII.GetBytes(job.Asked.Case);
        int count = clip.Pictures.Length, sent = 0;
        if (count == 0) Send(job.Line, new ClipPiece(id, job.Asked.Doubt, 0, 0, 0, []));
        while (sent < count && Send(job.Line, new ClipPiece(id, job.Asked.Doubt, sent, count, clip.Pictures[sent].CapturedUs, clip[sent]))) sent++;
        Array.Clear(_piece);
        if (count > 0) _log($"{job.Camera}: sent {sent} of {count} pictures for case {job.Asked.Case}, doubt {job.Asked.Doubt}");
    }

    private bool Send(IClipLine line, ClipPiece piece)
    {
        int length = piece.Write(_piece);
        for (int pace = 0; pace < PacesMax && !_stopping; pace++)
        {
            MqttPublishResult result = line.Send(_piece.AsSpan(0, length));
            Thread.Sleep(PaceMs);
            if (result == MqttPublishResult.Accepted) return true;
            if (result != MqttPublishResult.QueueFull) return false;
        }
        return false;
    }
}
