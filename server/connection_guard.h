// Keeps a server from going deaf for want of file descriptors.
//
// gRPC's listener ends for good when accept4 says EMFILE. The definition of
// accept4 here comes before the one of the C library, in every program that
// links this: it closes connections that would take one of the last
// descriptors, of which the database, logs and certificates need some, and
// never says EMFILE. The log tells of them, with the reason
// TOO_MANY_CONNECTIONS and the address they came from.
#ifndef SERVER_CONNECTION_GUARD_H_
#define SERVER_CONNECTION_GUARD_H_

namespace presstm {

// Lets the process have as many descriptors as it may, at most 65,536.
void RaiseDescriptorLimit();

}  // namespace presstm

#endif  // SERVER_CONNECTION_GUARD_H_
