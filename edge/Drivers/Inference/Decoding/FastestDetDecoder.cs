using O4O.Edge.Drivers.Inference.Models;

namespace O4O.Edge.Drivers.Inference.Decoding;

/// <summary>
/// FastestDet (dog-qiuqiu/FastestDet): one box a cell, in planes of objectness, x, y, width, height and a share for each class. A
/// box's middle is cell + tanh(·), its size sigmoid(·) of the whole input, its score objectness^0.6 · class^0.4.
/// </summary>
internal sealed class FastestDetDecoder : IOutputDecoder
{
    private const int Head = 5;
    private const float ObjectnessPower = 0.6f, ClassPower = 0.4f;
    private readonly int _columns, _rows, _classes, _width, _height;

    public FastestDetDecoder(ModelInput input, ModelOutput output, int classes)
    {
        int stride = output.Strides[0];
        (_columns, _rows, _classes, _width, _height) = (input.Width / stride, input.Height / stride, classes, input.Width, input.Height);
        BoxesMax = _columns * _rows;
        Outputs = [new TensorShape(1, Head + classes, _rows, _columns)];
    }

    public IReadOnlyList<TensorShape> Outputs { get; }

    public int BoxesMax { get; }

    public void Decode(OutputTensors outputs, BoxList boxes)
    {
        ReadOnlySpan<float> all = outputs[0];
        int cells = BoxesMax;
        float objectnessMin = MathF.Pow(boxes.ScoreMin, 1 / ObjectnessPower); // a class is at most 1
        for (int cell = 0; cell < cells; cell++)
        {
            float objectness = all[cell];
            if (!(objectness >= objectnessMin)) continue;
            int best = 0;
            for (int c = 1; c < _classes; c++)
                if (all[((Head + c) * cells) + cell] > all[((Head + best) * cells) + cell]) best = c;
            float score = MathF.Pow(objectness, ObjectnessPower) * MathF.Pow(all[((Head + best) * cells) + cell], ClassPower);
            float x = (cell % _columns) + MathF.Tanh(all[cells + cell]), y = (cell / _columns) + MathF.Tanh(all[(2 * cells) + cell]);
            boxes.Add(
                x / _columns * _width, y / _rows * _height,
                Sigmoid(all[(3 * cells) + cell]) * _width, Sigmoid(all[(4 * cells) + cell]) * _height, score, best);
        }
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
