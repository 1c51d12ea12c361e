import{isRevocableToken,revokeToken}from"./chunk-VZK5TKVU.js";import"./chunk-7W2DZB4Y.js";import"./chunk-CPQPQSZ2.js";import"./chunk-SXQKJU6F.js";export{isRevocableToken,revokeToken};
