namespace Azdo
{
    /// <summary>Something that a client counts.</summary>
    public enum Counter
    {
        /// <summary>Requests that went out, retries and redirects among them.</summary>
        Requests = 1,

        /// <summary>Requests that were sent again because of a failure.</summary>
        Retries = 2,

        /// <summary>Milliseconds that calls waited: before retries, and where the service had asked to be left
        /// alone.</summary>
        WaitedMs = 3,

        /// <summary>Bytes of bodies that were received, decompressed.</summary>
        ReceivedBytes = 4,

        /// <summary>Answers that asked to be left alone for a while: HTTP 429, or any with Retry-After.</summary>
        Throttled = 5,
    }
}
