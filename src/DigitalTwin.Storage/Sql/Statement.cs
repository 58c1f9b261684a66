namespace DigitalTwin.Storage.Sql;

/// <summary>A prepared statement. Parameters count from 1, columns from 0.</summary>
internal abstract class Statement
{
    public abstract Statement Bind(int parameter, long value);
    public abstract Statement Bind(int parameter, string? value);
    public abstract Statement Bind(int parameter, ReadOnlySpan<byte> value);

    /// <summary>Null for a parameter that otherwise takes bytes.</summary>
    public abstract Statement BindNull(int parameter);

    /// <summary>Goes to the next row; false when there is none.</summary>
    public abstract bool Step();

    /// <summary>Lets go of rows not read and of what is bound.</summary>
    public abstract void Reset();

    public abstract long Int64(int column);
    public abstract bool IsNull(int column);
    public abstract string Text(int column);

    /// <summary>Valid until the next step or reset.</summary>
    public abstract ReadOnlySpan<byte> Blob(int column);

    /// <summary>Runs to its end.</summary>
    public void Run()
    {
        while (Step()) { }
        Reset();
    }

    /// <summary>The first column of the first row; 0 where there is none or it is null.</summary>
    public long Scalar()
    {
        var value = Step() && !IsNull(0) ? Int64(0) : 0;
        Reset();
        return value;
    }
}
