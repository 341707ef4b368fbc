using System.CommandLine;
using System.Text.Json;
using O4O.Simulator.Scoring;
using O4O.Simulator.Truths;

namespace O4O.Simulator.Commands;

/// <summary><c>score</c>: receipts against the truth.</summary>
public static class ScoreCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { Description = "what really happened (JSON)", Required = true };
        var receipts = new Option<string>("--receipts") { Description = "what a replay made of it (JSON)", Required = true };
        var json = new Option<bool>("--json") { Description = "print one JSON object instead of a table" };
        var command = new Command("score", "Compares receipts with the truth, in units of product per shopper.") { truth, receipts, json };
        command.SetAction(parsed =>
        {
            Score score = Score.Of(
                Read(parsed.GetValue(truth)!, Truth.FromJson), Read(parsed.GetValue(receipts)!, ReceiptsFile.FromJson));
            Console.Out.Write(parsed.GetValue(json) ? ScoreText.Json(score) : ScoreText.Table(score));
            return 0;
        });
        return command;
    }

    private static T Read<T>(string path, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new UserMistakeException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserMistakeException($"{path}: there is no such file{FileNames.Nearest(path)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"{path}: the file cannot be read: {e.Message}", e);
        }
    }
}
