namespace NbaStudio.Engine.Runtime;

/// <summary>
/// Serves a customer whose due time has come. It must move the customer's next due time on, in the same work as what it does about it.
/// A handler that throws is tried again after a growing pause.
/// </summary>
public delegate void DueHandler<TCustomer>(LaneContext<TCustomer> context)
    where TCustomer : class;
