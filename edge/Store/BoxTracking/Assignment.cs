namespace O4O.Edge.Store.BoxTracking;

/// <summary>
/// The cheapest way to pair rows with columns where each may also stay alone: minimises the sum of the costs of the pairs plus
/// <c>limit</c> for each row that stays alone. Exact: shortest augmenting paths with potentials (Jonker and Volgenant 1987, in
/// the form for rectangular matrices of Crouse 2016); each row brings an exit of its own that costs the limit, so that a pair
/// which costs the limit or more is never made. O(rows² × columns) at worst; where gates leave a row one candidate, a row is
/// one pass over the columns. Keeps its memory: nothing is allocated up to the size that it was made for.
/// </summary>
public sealed class Assignment
{
    private const int Alone = -1;
    private readonly int[] _columnOfRow, _rowOfColumn, _cameFrom;
    private readonly double[] _rowPotential, _columnPotential, _distance, _rowDistance;
    private readonly bool[] _columnDone;
    private readonly int[] _rowsReached;

    /// <summary>Room for so many rows and columns.</summary>
    public Assignment(int rowsMax, int columnsMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowsMax);
        ArgumentOutOfRangeException.ThrowIfNegative(columnsMax);
        _columnOfRow = new int[rowsMax];
        _rowPotential = new double[rowsMax];
        _rowDistance = new double[rowsMax];
        _rowsReached = new int[rowsMax];
        _rowOfColumn = new int[columnsMax];
        _columnPotential = new double[columnsMax];
        _distance = new double[columnsMax];
        _cameFrom = new int[columnsMax];
        _columnDone = new bool[columnsMax];
    }

    /// <summary>Solves for a matrix stored row by row.</summary>
    /// <param name="costs">Costs of the pairs, <paramref name="rows"/> × <paramref name="columns"/>; positive infinity forbids one.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="limit">What a row that stays alone costs; finite.</param>
    /// <returns>For each row its column, or −1; valid until the next call.</returns>
    public ReadOnlySpan<int> Solve(ReadOnlySpan<double> costs, int rows, int columns, double limit)
    {
        if (rows > _columnOfRow.Length || columns > _rowOfColumn.Length)
            throw new ArgumentOutOfRangeException(nameof(rows), $"{rows} × {columns} is more than the {_columnOfRow.Length} × {_rowOfColumn.Length} that there is room for");
        if (costs.Length < rows * columns) throw new ArgumentException("the matrix is smaller than its dimensions say", nameof(costs));
        if (!double.IsFinite(limit)) throw new ArgumentOutOfRangeException(nameof(limit), limit, "must be finite");
        Array.Fill(_columnOfRow, Alone, 0, rows);
        Array.Fill(_rowOfColumn, Alone, 0, columns);
        Array.Clear(_columnPotential, 0, columns);
        Array.Clear(_rowPotential, 0, rows);
        for (int row = 0; row < rows; row++) Place(costs, row, columns, limit);
        return _columnOfRow.AsSpan(0, rows);
    }

    /// <summary>Finds the shortest augmenting path from a new row to a free column or to the exit of some row on the way.</summary>
    private void Place(ReadOnlySpan<double> costs, int start, int columns, double limit)
    {
        Array.Fill(_distance, double.PositiveInfinity, 0, columns);
        Array.Clear(_columnDone, 0, columns);
        int reached = 0, row = start, last = Alone, exitRow = start;
        double exit = double.PositiveInfinity, length = 0;
        while (true)
        {
            _rowsReached[reached++] = row;
            _rowDistance[row] = length;
            double leave = length + limit - _rowPotential[row];
            if (leave < exit)
            {
                exit = leave;
                exitRow = row;
            }
            int nearest = Relax(costs.Slice(row * columns, columns), row, length);
            if (nearest == Alone || _distance[nearest] >= exit)
            {
                length = exit;
                break;
            }
            length = _distance[nearest];
            _columnDone[nearest] = true;
            if (_rowOfColumn[nearest] == Alone)
            {
                last = nearest;
                break;
            }
            row = _rowOfColumn[nearest];
        }
        Raise(reached, columns, length);
        if (last == Alone)
        {
            // The exit's row gives up its column, which the row before it takes.
            last = _columnOfRow[exitRow];
            _columnOfRow[exitRow] = Alone;
            if (exitRow == start) return;
        }
        Augment(start, last);
    }

    /// <summary>Distances over one row's pairs; the nearest column that is not done, or −1.</summary>
    private int Relax(ReadOnlySpan<double> costs, int row, double length)
    {
        int nearest = Alone;
        double least = double.PositiveInfinity, offset = length - _rowPotential[row];
        for (int column = 0; column < costs.Length; column++)
        {
            if (_columnDone[column]) continue;
            double through = offset + costs[column] - _columnPotential[column];
            if (through < _distance[column])
            {
                _distance[column] = through;
                _cameFrom[column] = row;
            }
            if (_distance[column] < least)
            {
                least = _distance[column];
                nearest = column;
            }
        }
        return nearest;
    }

    /// <summary>Keeps every reduced cost at 0 or above, and those of the pairs made at 0.</summary>
    private void Raise(int reached, int columns, double length)
    {
        for (int i = 0; i < reached; i++)
        {
            int row = _rowsReached[i];
            _rowPotential[row] += length - _rowDistance[row];
        }
        for (int column = 0; column < columns; column++)
            if (_columnDone[column]) _columnPotential[column] -= length - _distance[column];
    }

    private void Augment(int start, int column)
    {
        while (true)
        {
            int row = _cameFrom[column];
            _rowOfColumn[column] = row;
            (column, _columnOfRow[row]) = (_columnOfRow[row], column);
            if (row == start) return;
        }
    }
}
