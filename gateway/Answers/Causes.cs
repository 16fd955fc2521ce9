namespace SharingHub.Gateway.Answers;

/// <summary>YARP gathers what went wrong on both sides of a call; the first cause of a kind is what counts.</summary>
internal static class Causes
{
    public static T? Find<T>(Exception? exception)
        where T : Exception => exception switch
        {
            null => null,
            T found => found,
            AggregateException several => several.InnerExceptions.Select(Find<T>).FirstOrDefault(found => found is not null),
            _ => Find<T>(exception.InnerException),
        };
}
