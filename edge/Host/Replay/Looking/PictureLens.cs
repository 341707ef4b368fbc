using System.Diagnostics;
using System.Globalization;
using O4O.Edge.Drivers.Camera.Jpeg;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Hands;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Recording;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Replay.Looking;

/// <summary>
/// Looks again at a recording's pictures, as the eyes did, and puts what is found now in place of what was found then: the same messages at
/// the same moments. One thread's own; holds native memory: dispose it.
/// </summary>
internal sealed class PictureLens : IFactLens, IDisposable
{
    private readonly StoreFile _store;
    private readonly StoreLayout _layout;
    private readonly LookersAgain _lookers;
    private readonly ProductLooker? _products;
    private readonly double _looksPerSecond;
    private readonly Dictionary<string, CameraAgain> _cameras = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HandsAgain> _hands = new(StringComparer.Ordinal);
    private readonly JpegReader _reader = new();
    private readonly FactsDigest _recorded = new(), _now = new();
    private readonly DetectedBox[] _boxes = new DetectedBox[DetectionsPayload.BoxesMax];
    private readonly HandLook[] _then = new HandLook[HandsPayload.LooksMax], _looks = new HandLook[HandsPayload.LooksMax];
    private readonly byte[] _message = new byte[Math.Max(DetectionsPayload.BytesMax, HandsPayload.Size(HandsPayload.LooksMax))];
    private long _pictures, _windows, _missing, _damaged, _messages, _changed, _untouched, _decodeTicks, _lookTicks;
    private long? _firstChangedUs;
    private string? _firstDamage;

    /// <param name="store">The recording's store.</param>
    /// <param name="eyes">Who looked then, as the file says for all its pictures; null where they say it themselves.</param>
    /// <param name="model">Finds people now: a name, a manifest or a file; null for the name of the one that did then.</param>
    /// <param name="products">Looks into hands now, where a network did then; or null.</param>
    /// <exception cref="ModelException">A model cannot be run.</exception>
    public PictureLens(StoreFile store, RecordedEyes? eyes, string? model, (Model Model, HandGallery Gallery)? products)
    {
        (_store, _layout, _looksPerSecond) = (store, store.ToLayout(), eyes?.LooksPerSecond ?? 1);
        _lookers = new LookersAgain(eyes, model);
        if (eyes is not null) _lookers.Of([]); // before anything is replayed: what cannot be run is said at once
        _products = products is { } known ? new ProductLooker(known.Model, known.Gallery, _layout) : null;
    }

    /// <summary>What has come of it so far; the end.</summary>
    public LookedAgain Finish()
    {
        double msATick = 1_000.0 / Stopwatch.Frequency;
        return new LookedAgain(
            _lookers.Models, _lookers.AreRecorded, _pictures, _windows, _missing, _damaged, _firstDamage, _messages, _changed, _firstChangedUs, _untouched,
            _hands.Values.Sum(h => h.Missing), _recorded.Finish(), _now.Finish(), _decodeTicks * msATick / Math.Max(1, _pictures + _windows), _lookTicks * msATick / Math.Max(1, _pictures));
    }

    /// <inheritdoc/>
    public void Picture(in RecordedFact picture)
    {
        string device = Topics.TryParseUp(picture.Topic, out _, out string named, out _) ? named : picture.Topic;
        long began = Stopwatch.GetTimestamp();
        bool whole = PictureMessage.TryTake(picture.Payload, out PictureParts parts, out string error);
        if (whole && parts.IsMissing && _store.Cameras.Any(c => c.Device == device))
        {
            _missing++;
            Camera(device).Miss(picture.DeviceTimeUs);
            return;
        }
        whole = whole && _reader.TryRead(parts.Jpeg, out error);
        long read = Stopwatch.GetTimestamp();
        _decodeTicks += read - began;
        if (!whole)
        {
            _damaged++;
            _firstDamage ??= string.Create(CultureInfo.InvariantCulture, $"one of {device}: {error}");
        }
        if (_store.Hands.FirstOrDefault(h => h.Device == device) is { Camera: { } through })
        {
            if (whole) _windows++;
            Hands(device, through)?.Keep(picture.DeviceTimeUs, whole ? _reader : null);
            return;
        }
        CameraAgain camera = Camera(device);
        if (!whole) return;
        camera.Look(picture.DeviceTimeUs, _reader, _lookers.Of(parts.Eyes));
        _pictures++;
        _lookTicks += Stopwatch.GetTimestamp() - read;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Through(scoped in RecordedFact fact)
    {
        if (!Topics.TryParseUp(fact.Topic, out _, out string device, out string kind) || kind is not (Topics.Detections or Topics.Hands)) return fact.Payload;
        int length = kind == Topics.Detections ? Detections(device, fact.Payload) : Looks(device, fact.Payload);
        ReadOnlySpan<byte> now = length == 0 ? fact.Payload : _message.AsSpan(0, length);
        _recorded.Add(fact, fact.Payload);
        _now.Add(fact, now);
        if (length == 0) _untouched++;
        else _messages++;
        if (length == 0 || now.SequenceEqual(fact.Payload)) return now;
        _changed++;
        _firstChangedUs ??= fact.LogTime.Us;
        return now;
    }

    public void Dispose()
    {
        _lookers.Dispose();
        _products?.Dispose();
        _recorded.Dispose();
        _now.Dispose();
    }

    /// <summary>Writes what the camera says now; 0 where there is nothing to say instead.</summary>
    private int Detections(string device, ReadOnlySpan<byte> payload)
    {
        if (!_cameras.TryGetValue(device, out CameraAgain? camera) || !DetectionsPayload.TryRead(payload, _boxes, out DetectionsFrame then, out _)) return 0;
        return camera.At(then.Mark.TimeUs) is { } found ? DetectionsPayload.Write(_message, new DetectionsFrame(then.Mark, found.Width, found.Height, found.Boxes)) : 0;
    }

    private int Looks(string device, ReadOnlySpan<byte> payload)
    {
        if (_products is null || _store.Hands.FirstOrDefault(h => h.Device == device)?.Camera is not { } through || Hands(device, through) is not { } hands) return 0;
        if (!HandsPayload.TryRead(payload, _layout, _then, out HandsFrame then, out _) || then.Width == 0) return 0;
        int count = hands.Look(then, _looks);
        return HandsPayload.Write(_message, new HandsFrame(then.Mark, _looks.AsSpan(0, count), then.Width, then.Height), _layout);
    }

    private HandsAgain? Hands(string device, string camera)
    {
        if (_products is null || !_cameras.TryGetValue(camera, out CameraAgain? through)) return null;
        if (!_hands.TryGetValue(device, out HandsAgain? hands)) _hands[device] = hands = new HandsAgain(through, _products);
        return hands;
    }

    private CameraAgain Camera(string device)
    {
        if (_cameras.TryGetValue(device, out CameraAgain? known)) return known;
        StoreFile.CameraEntry entry = _store.Cameras.FirstOrDefault(c => c.Device == device)
            ?? throw new InvalidOperationException($"the recording has pictures of {device}, but its {RecordingFormat.StoreAttachment} has no camera of that name: nobody knows where it hangs");
        if (entry.Calibration is not { } calibration)
            throw new InvalidOperationException($"camera {device} has no calibration in the recording's {RecordingFormat.StoreAttachment}, so nobody knows where in the store its pictures are; ./o4o calibrate-camera makes one");
        bool looksIntoHands = _products is not null && _store.Hands.Any(h => h.Camera == device);
        return _cameras[device] = new CameraAgain(device, looksIntoHands ? new GraspWatch(calibration.ToModel(), _layout, _looksPerSecond) : null);
    }
}
