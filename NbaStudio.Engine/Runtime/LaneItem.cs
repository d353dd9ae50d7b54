namespace NbaStudio.Engine.Runtime;

/// <summary>What the commit loop needs to know of an item.</summary>
internal interface ILaneItem
{
    void Complete();

    void Fail(Exception error);
}

/// <summary>One piece of work in a lane.</summary>
internal abstract class LaneItem<TCustomer>(long customer) : ILaneItem
    where TCustomer : class
{
    public long Customer { get; } = customer;

    /// <summary>An alias that leads to the customer only once this work is committed, or null.</summary>
    public string? NewAlias { get; init; }

    /// <summary>The directory's generation in which <see cref="NewAlias"/> was found: a failed commit ends it.</summary>
    public int Generation { get; init; }

    /// <summary>True for work of whoever holds the customer: it does not wait for the end of the hold.</summary>
    public bool IsHolder { get; init; }

    /// <summary>True when the customer was found by an alias and so has to exist.</summary>
    public bool MustExist { get; init; }

    public abstract void Run(LaneContext<TCustomer> context);

    public abstract void Complete();

    public abstract void Fail(Exception error);
}

/// <summary>Work with a result.</summary>
internal sealed class LaneItem<TCustomer, T>(long customer, Func<LaneContext<TCustomer>, T> work) : LaneItem<TCustomer>(customer)
    where TCustomer : class
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _completion.Task;

    public override void Run(LaneContext<TCustomer> context) => _result = work(context);

    public override void Complete() => _completion.TrySetResult(_result!);

    public override void Fail(Exception error) => _completion.TrySetException(error);
}
