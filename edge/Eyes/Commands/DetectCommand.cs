using System.CommandLine;
using O4O.Edge.Drivers.Camera;
using O4O.Edge.Drivers.Camera.Privacy;
using O4O.Edge.Drivers.Inference;
using O4O.Edge.Drivers.Inference.Models;
using O4O.Edge.Eyes.Detecting;

namespace O4O.Edge.Eyes.Commands;

/// <summary><c>detect --model NAME|FILE --input VIDEO|FOLDER|URL --out DET.txt</c>: pictures to detections.</summary>
internal static class DetectCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model")
        {
            Required = true,
            Description = $"A model by name ({string.Join(", ", ModelLibrary.Default.Names)}), its manifest (.json), or its file (.onnx) when a manifest knows it.",
        };
        var input = new Option<string>("--input")
        {
            Required = true,
            Description = "A video, a picture, a folder of pictures, a camera (/dev/video0) or a stream (rtsp://, http://, tcp://, udp://, srt://). Of files every frame counts; of what is live always the latest.",
        };
        var output = new Option<FileInfo>("--out") { Required = true, Description = "MOTChallenge rows: frame,-1,x,y,width,height,score,-1,-1,-1 with frames from 1 and pixels." };
        var draw = new Option<FileInfo?>("--draw") { Description = "Also write the frames with their boxes, as MP4." };
        var classes = new Option<string?>("--classes") { Description = "Only these classes, with commas: person,bottle. All of the model's by default." };
        var threads = new Option<int>("--threads") { Description = "Sessions at work on a file, of one thread each.", DefaultValueFactory = _ => Math.Min(Environment.ProcessorCount, 16) };
        var score = new Option<double?>("--score") { Description = "Least score, 0.001 to 1. The manifest's by default; a tracker likes 0.1." };
        var mask = new Option<FileInfo?>("--mask") { Description = "Parts that nobody may see, made black first: {\"masks\": [{\"points\": [[0, 0], [0.25, 0.4]]}]}, shares of width and height." };
        var seconds = new Option<double?>("--seconds") { Description = "Stop after so long; a live source otherwise ends with Ctrl-C, or when it is gone for ten seconds." };
        var command = new Command("detect", "Find people and things in a video, in pictures or in a live stream.")
        {
            model, input, output, draw, classes, threads, score, mask, seconds,
        };
        command.SetAction(parsed => Failure.Guard(() => Run(
            new DetectRequest(
                parsed.GetValue(input)!, parsed.GetValue(output)!.FullName, parsed.GetValue(draw)?.FullName, parsed.GetValue(threads),
                parsed.GetValue(mask) is { } file ? PrivacyMask.Read(file.FullName) : [], parsed.GetValue(seconds)),
            parsed.GetValue(model)!,
            new DetectorOptions { Classes = Names(parsed.GetValue(classes)), ScoreMin = parsed.GetValue(score) })));
        return command;
    }

    private static string[] Names(string? classes) =>
        classes?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static int Run(DetectRequest request, string modelName, DetectorOptions options)
    {
        foreach (string problem in request.Problems()) throw new ArgumentException(problem);
        CameraSource asked = CameraSource.Parse(request.Input);
        Model model = ModelLibrary.Default.Open(modelName);
        using var web = new WebFile(asked);
        CameraSource source = web.Source;
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true; // what was found until now is written
            stop.Cancel();
        };
        if (request.Seconds is { } limit) stop.CancelAfter(TimeSpan.FromSeconds(limit));
        DetectSummary summary;
        using (var rows = new DetectionRows(request.Output))
        {
            summary = source.IsLive
                ? new LiveDetection(source, model, options, request, rows).Run(stop.Token)
                : new FileDetection(source, model, options, request, rows).Run(stop.Token);
            rows.End();
        }
        summary.Print(Console.Out, request.Output);
        return 0;
    }
}
