namespace O4O.Edge.Drivers.Mcap;

/// <content>The recording's own thread: all that touches the disk.</content>
public sealed partial class RollingRecording
{
    // What a message can add to a file beyond its data: its record and index entry, and the chunk and indexes it may open.
    private const int MessageOverheadBytes = 512;

    private byte[] _scratch = new byte[4096];
    private Stream? _stream;
    private McapWriter? _writer;
    private int _entriesApplied;
    private long _bytesApplied;
    private long _writtenInFile;
    private long _lastFlush;
    private long? _lastTended;
    private long _pausedAt;
    private long _written;
    private long _lost;
    private long _diskErrors;
    private long _filesStarted;
    private long _filesDeleted;
    private string _lastError = string.Empty;

    private void Run()
    {
        while (!_stopping)
        {
            if (_paused)
            {
                TimeSpan left = _options.RetryDelay - _time.GetElapsedTime(_pausedAt);
                if (left > TimeSpan.Zero)
                {
                    _ring.Wait(left, forMessages: false);
                    continue;
                }

                _paused = false;
            }

            Tend();
            if (Guard(Drain))
            {
                bool pending = _writer is { PendingMessages: > 0 };
                _ring.Wait(pending ? _options.FlushInterval : IdleWait, forMessages: true);
            }
        }

        // One last try, also when paused: the disk may have healed.
        _ = Guard(Drain) && Guard(CompleteFile);
        CountQueueAsLost();
        MarkFlushed();
    }

    /// <summary>Runs what touches the disk; a disk error pauses the recording and is counted.</summary>
    private bool Guard(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Pause(error);
            return false;
        }
    }

    private void Drain()
    {
        while (_ring.TryPeek(ref _scratch, out QueuedMessage message))
        {
            ReadOnlySpan<byte> data = _scratch.AsSpan(0, message.DataBytes);
            McapWriter writer = FileFor(message.DataBytes);
            writer.Write(message.ChannelId, message.Sequence, message.LogTimeNs, message.PublishTimeNs, data);
            _ring.Pass(message);
            CountWritten(writer);
            if (_time.GetElapsedTime(_lastFlush) >= _options.FlushInterval)
            {
                FlushFile();
            }
        }

        bool wanted;
        lock (_flushGate)
        {
            wanted = _flushWanted > _flushed;
        }

        if (wanted || (_writer is not null && _time.GetElapsedTime(_lastFlush) >= _options.FlushInterval))
        {
            FlushFile();
        }
    }

    /// <summary>Once a minute: deletes the files that were kept for long enough.</summary>
    private void Tend()
    {
        if (_options.KeepTime is not { } keep || (_lastTended is { } last && _time.GetElapsedTime(last) < IdleWait))
        {
            return;
        }

        _lastTended = _time.GetTimestamp();
        try
        {
            Interlocked.Add(ref _filesDeleted, _files.DeleteOlderThan(_time.GetUtcNow() - keep, (_stream as FileStream)?.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // No reason to stop recording.
            Volatile.Write(ref _lastError, error.Message);
            Interlocked.Increment(ref _diskErrors);
        }
    }

    /// <summary>The file that has room for this message and knows all channels.</summary>
    private McapWriter FileFor(int dataBytes)
    {
        if (_writer is { } writer)
        {
            long preamble = _preamble.Count > _entriesApplied ? _preamble.Bytes - _bytesApplied : 0;
            long needed = dataBytes + preamble + MessageOverheadBytes;
            if (writer.CompletedBytes + needed <= _options.MaxFileBytes)
            {
                ApplyPreamble(writer);
                return writer;
            }

            CompleteFile();
        }

        int deleted = _files.DeleteDownTo(_options.MaxTotalBytes - _options.MaxFileBytes);
        Interlocked.Add(ref _filesDeleted, deleted);
        _stream = _open(_files.NextPath(_time.GetUtcNow()));
        Interlocked.Increment(ref _filesStarted);
        _entriesApplied = 0;
        _bytesApplied = 0;
        _writtenInFile = 0;
        _lastFlush = _time.GetTimestamp();
        _writer = new McapWriter(_stream, _options.File, leaveOpen: true);
        ApplyPreamble(_writer);
        return _writer;
    }

    private void ApplyPreamble(McapWriter writer)
    {
        if (_preamble.Count > _entriesApplied)
        {
            // Read before applying: an entry added in between is then counted twice, never missed.
            long bytes = _preamble.Bytes;
            _entriesApplied = _preamble.ApplyTo(writer, _entriesApplied);
            _bytesApplied = bytes;
        }
    }

    private void FlushFile()
    {
        if (_writer is { } writer)
        {
            writer.Flush();
            CountWritten(writer);
            _lastFlush = _time.GetTimestamp();
        }

        MarkFlushed();
    }

    private void CompleteFile()
    {
        if (_writer is { } writer)
        {
            writer.Complete();
            CountWritten(writer);
            _writer = null;
            _stream?.Dispose();
            _stream = null;
        }
    }

    private void CountWritten(McapWriter writer)
    {
        long inFile = writer.MessageCount - writer.PendingMessages;
        Interlocked.Add(ref _written, inFile - _writtenInFile);
        _writtenInFile = inFile;
    }

    private void MarkFlushed()
    {
        lock (_flushGate)
        {
            _flushed = _ring.Tail;
            Monitor.PulseAll(_flushGate);
        }
    }

    private void Pause(Exception error)
    {
        Volatile.Write(ref _lastError, error.Message);
        Interlocked.Increment(ref _diskErrors);
        _pausedAt = _time.GetTimestamp();
        _paused = true;
        string? path = (_stream as FileStream)?.Name;
        bool empty = _writer is null || _writer.MessageCount == _writer.PendingMessages;
        if (_writer is { } writer)
        {
            CountWritten(writer);
            Interlocked.Add(ref _lost, writer.PendingMessages);
            _writer = null;
        }

        _stream?.Dispose();
        _stream = null;
        if (path is not null && empty)
        {
            DeleteEmpty(path);
        }
    }

    // A file without one whole chunk of messages tells nothing; a disk that stays full would else collect them.
    private void DeleteEmpty(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _lastError, error.Message);
            Interlocked.Increment(ref _diskErrors);
        }
    }

    private void CountQueueAsLost()
    {
        while (_ring.TryPeek(ref _scratch, out QueuedMessage message))
        {
            _ring.Pass(message);
            Interlocked.Increment(ref _lost);
        }
    }
}
