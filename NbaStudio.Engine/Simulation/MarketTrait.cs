namespace NbaStudio.Engine.Simulation;

/// <summary>What the true preferences depend on. Each is centred and scaled to about one (see <see cref="MarketCustomer.Trait"/>).</summary>
public enum MarketTrait : byte
{
    Age, Fee, Tenure, DataUse, DeviceAge, Lines, Satisfaction, LateBills, ContractEnding, Travel, Video, Points, Children, Urban,
}
